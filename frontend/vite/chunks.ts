import type { Plugin } from 'vite';

interface Info {
  importedIds: readonly string[];
  dynamicallyImportedIds: readonly string[];
  isEntry: boolean;
  importers: readonly string[];
  dynamicImporters?: readonly string[];
}

interface Graph {
  getModuleInfo: (id: string) => Info | null;
}

// Shared, but by no screen's first rows: they come when they are wanted.
const LATER = /\/core\/(markdown|ui\/(Markdown|SortableList|drag|DateTimeField|ConflictDialog|Timeline))\.(tsx?$|css)/;

// Shows every component, and is no screen of a step: it may take what requests it likes.
const SHOW = /\/app\/design\//;

// What keeps words on this device goes with the screens that need it: after the first rows, or when one signs out.
const ON_DEVICE = /\/core\/offline\//;

const stepOf = (id: string): string | undefined => /\/src\/([\w-]+)\//.exec(id)?.[1];

/**
 * Where a module goes, so that a screen is one request and its rows wait behind no chain of them (tools/budget.js counts):
 * what the frame or the screens of several steps need goes with the first chunk; the screens of one step and what they
 * share go together; what of core only dialogs share is a chunk for all of those. The rest is left to the bundler.
 */
export function chunkOf(): (id: string, graph: Graph) => string | null {
  let plan: Map<string, string> | undefined;
  return (id, graph) => {
    plan ??= planned(graph, id);
    return plan.get(id) ?? null;
  };
}

function reach(graph: Graph, from: string): { modules: Set<string>; lazy: Set<string> } {
  const modules = new Set([from]);
  const lazy = new Set<string>();
  for (const id of modules) {
    const info = graph.getModuleInfo(id);
    for (const imported of info?.importedIds ?? []) modules.add(imported);
    for (const imported of info?.dynamicallyImportedIds ?? []) lazy.add(imported);
  }
  return { modules, lazy };
}

function entryAbove(graph: Graph, id: string): string {
  const seen = new Set([id]);
  for (const one of seen) {
    const info = graph.getModuleInfo(one);
    if (info?.isEntry) return one;
    for (const importer of [...(info?.importers ?? []), ...(info?.dynamicImporters ?? [])]) seen.add(importer);
  }
  throw new Error(`no entry leads to ${id}`);
}

/** By whom each module is needed at once: which steps' screens, and how many dialogs. */
interface Users {
  steps: Set<string>;
  parts: number;
}

function planned(graph: Graph, anyModule: string): Map<string, string> {
  const first = reach(graph, entryAbove(graph, anyModule));
  const users = new Map<string, Users>();
  const lazy = new Set(first.lazy);
  for (const entry of lazy) {
    const found = reach(graph, entry);
    const step = stepOf(entry) ?? '';
    for (const id of found.modules) {
      const by = users.get(id) ?? { steps: new Set(), parts: 0 };
      if (!/Page\.tsx$/.test(entry) || SHOW.test(entry)) by.parts += 1;
      else by.steps.add(step);
      users.set(id, by);
    }
    for (const id of found.lazy) lazy.add(id);
  }
  const plan = new Map([...first.modules].map(id => [id, 'main']));
  for (const [id, { steps, parts }] of users) {
    if (plan.has(id) || LATER.test(id)) continue;
    const [step] = steps;
    if (ON_DEVICE.test(id)) plan.set(id, 'live');
    else if (steps.size > 1) plan.set(id, 'main');
    else if (step) plan.set(id, stepOf(id) === 'core' && parts > 0 ? 'main' : step);
    else if (parts > 1 && stepOf(id) === 'core') plan.set(id, 'parts');
  }
  return plan;
}

/**
 * The bundler puts its helpers (for modules that are fetched by import() yet share a chunk) into a file of their own, 150
 * bytes that every screen would wait for. They are written into the chunks that use them instead.
 */
export const inlineRuntime = (): Plugin => ({
  name: 'halfhour:inline-runtime',
  apply: 'build',
  generateBundle: {
    order: 'pre', // before Vite writes down which files each import() needs
    handler(_options, bundle) {
      const runtime = Object.values(bundle).find(one => one.type === 'chunk' && one.name === 'rolldown-runtime');
      if (runtime?.type !== 'chunk') return;
      const [, body, exported] = /^([^]*?)export\s*\{([^}]*)\};?\s*$/.exec(runtime.code) ?? [];
      if (!body || !exported) throw new Error(`${runtime.fileName} is not as expected`);
      const inside = new Map(exported.split(',').map(one => one.trim().split(/\s+as\s+/)).map(([local, name = local]) => [name, local]));
      const from = new RegExp(`import\\s*\\{([^}]*)\\}\\s*from\\s*["']\\./${runtime.fileName.split('/').at(-1)}["'];?`);
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.imports.includes(runtime.fileName)) continue;
        const names = from.exec(chunk.code)?.[1]?.split(',').map(one => one.trim().split(/\s+as\s+/));
        if (!names) throw new Error(`${chunk.fileName} does not import the helpers as expected`);
        const wanted = names.map(([name = '', local = name]) => `${local}:${inside.get(name)}`);
        const taken = names.map(([name = '', local = name]) => local);
        chunk.code = chunk.code.replace(from, () => `const {${taken.join()}}=(()=>{${body}return{${wanted.join()}}})();`);
        chunk.imports = chunk.imports.filter(name => name !== runtime.fileName);
      }
      delete bundle[runtime.fileName];
    },
  },
});
