import type { Plugin, Rolldown } from 'vite';

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

// Steps whose screens people visit together share a chunk, with their dialogs: what one of them has fetched the next need not
// fetch, and big chunks compress better than small ones. A step that is not named here has a chunk of its own.
const TOGETHER: Record<string, string> = {
  app: 'live', // what opens over any screen comes with what is fetched in the background anyway
  core: 'live',
  accounts: 'home',
  today: 'home',
  contacts: 'people',
  outreach: 'people',
  exchange: 'connections',
  interviews: 'talks',
  questions: 'talks',
  preparation: 'live',
  rehearsals: 'talks',
  careers: 'self',
  coverage: 'self',
  debriefs: 'self',
  notes: 'self',
  profile: 'self',
};

// What keeps words on this device goes with the screens that need it: after the first rows, or when one signs out.
const ON_DEVICE = /\/core\/offline\//;

const stepOf = (id: string): string | undefined => /\/src\/([\w-]+)\//.exec(id)?.[1];

// What a step adds to the page of an earlier one; it comes with what is fetched in the background anyway.
const ON_ANOTHERS = /\/On[A-Z]\w+\.tsx$/;

/** Where what an import() names belongs. */
function placeOf(entry: string): string {
  if (ON_ANOTHERS.test(entry)) return 'live';
  const step = stepOf(entry) ?? '';
  return TOGETHER[step] ?? step;
}

/**
 * Where a module goes, so that a screen is one request and its rows wait behind no chain of them (tools/budget.js counts):
 * what the frame or several chunks need goes with the first chunk; the screens of neighbours, their dialogs and what they
 * share go together.
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

function planned(graph: Graph, anyModule: string): Map<string, string> {
  const first = reach(graph, entryAbove(graph, anyModule));
  const users = new Map<string, Set<string>>();
  const lazy = new Set(first.lazy);
  for (const entry of lazy) {
    if (graph.getModuleInfo(entry)?.importers.length) continue; // it travels with those who cannot be without it
    const found = reach(graph, entry);
    for (const id of found.modules) users.set(id, (users.get(id) ?? new Set()).add(placeOf(entry)));
    for (const id of found.lazy) lazy.add(id);
  }
  const plan = new Map([...first.modules].map(id => [id, 'main']));
  for (const [id, by] of users) {
    if (plan.has(id)) continue;
    const [only = 'main'] = by;
    plan.set(id, ON_DEVICE.test(id) ? 'live' : by.size > 1 ? 'main' : only);
  }
  return plan;
}

const PRELOAD = '__VITE_PRELOAD__';

/**
 * Takes the bundler's glue out of the chunks. What shares a chunk and is fetched by import() is an object of getters, for
 * which the bundler has a helper in a file of its own, that every screen would wait for: plain getters say the same. And
 * Vite wraps each import() in a call that adds a <link> for each file it needs: the few that are not there yet are
 * imported beside it instead.
 */
export const withoutGlue = (): Plugin => ({
  name: 'halfhour:without-glue',
  apply: 'build',
  enforce: 'pre',
  load: id => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = load => load();' : null),
  generateBundle: {
    order: 'pre', // before Vite writes down which files each import() needs
    handler(_options, bundle) {
      const chunks = Object.values(bundle).filter(one => one.type === 'chunk');
      const runtime = chunks.find(chunk => chunk.name === 'rolldown-runtime')?.fileName;
      for (const chunk of chunks) {
        if (!runtime || !chunk.imports.includes(runtime)) continue;
        chunk.imports = chunk.imports.filter(name => name !== runtime);
        chunk.code = plainGetters(chunk.code);
      }
      for (const chunk of chunks) chunk.code = bareImports(chunk, bundle);
      if (runtime) delete bundle[runtime];
    },
  },
});

/** `help({default:()=>Page})` as `{get default(){return Page}}`, and no more import of the helper. */
function plainGetters(code: string): string {
  const [line, helper] = /import\{\w+ as ([\w$]+)\}from"\.\/rolldown-runtime[^"]*";/.exec(code) ?? [];
  if (!line || !helper) throw new Error('the helper is not imported as expected');
  const call = /(?<![\w$.])([\w$]+)\(\{((?:\w+:\(\)=>[\w$]+,?)+)\}\)/g;
  const getters = (names: string) => names.replace(/(\w+):\(\)=>([\w$]+)/g, 'get $1(){return $2}');
  return code.replace(line, '').replace(call, (all, called, names) => (called === helper ? `{${getters(names)}}` : all));
}

/** A chunk's file and all that it imports statically. */
function closure(bundle: Rolldown.OutputBundle, file: string, seen = new Set<string>()): Set<string> {
  const chunk = bundle[file];
  if (chunk?.type !== 'chunk' || seen.has(file)) return seen;
  seen.add(file);
  for (const imported of chunk.imports) closure(bundle, imported, seen);
  return seen;
}

/** `preload(()=>import("a"),__VITE_PRELOAD__)` as `import("a")`, or with all that "a" will ask for and this chunk has not. */
function bareImports({ code, fileName }: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle): string {
  const there = closure(bundle, fileName);
  let bare = code;
  for (let end = bare.indexOf(PRELOAD); end >= 0; end = bare.indexOf(PRELOAD)) {
    let from = end;
    for (let open = 1; open > 0; ) open += { '(': -1, ')': 1 }[bare[--from] ?? ''] ?? 0;
    const start = /[\w$]+$/.exec(bare.slice(0, from))?.index ?? from;
    const after = end + PRELOAD.length + 1;
    const [, loaded] = /^\(\(\)=>([^]*),__VITE_PRELOAD__\)$/.exec(bare.slice(from, after)) ?? [];
    if (!loaded) throw new Error(`${bare.slice(start, after)} is not wrapped as expected`);
    bare = bare.slice(0, start) + loaded.replace(/^import\(`\.\/([^`]+)`\)/, (alone, file: string) => {
      const beside = [...closure(bundle, `assets/${file}`)].filter(name => !there.has(name) && !name.endsWith(file));
      return beside.length ? `Promise.all([${[alone, ...beside.map(name => `import(\`./${name.replace('assets/', '')}\`)`)].join()}]).then(([e])=>e)` : alone;
    }) + bare.slice(after);
  }
  return bare;
}
