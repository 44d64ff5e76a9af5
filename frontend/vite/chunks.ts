interface Graph {
  getModuleInfo: (id: string) => { importedIds: readonly string[]; dynamicallyImportedIds: readonly string[]; isEntry: boolean; importers: readonly string[] } | null;
}

// Shared, but by no screen's first rows: they come when they are wanted.
const LATER = /\/core\/(markdown|ui\/(Markdown|SortableList|drag|DateTimeField|ConflictDialog|Timeline))\.tsx?$/;

/**
 * What more than one lazy chunk needs goes into the first one, so that a screen is one request and its rows are not
 * waiting behind a chain of them (tools/budget.js counts). The rest is left to the bundler.
 */
export function firstChunk(): (id: string, graph: Graph) => string | null {
  let first: Set<string> | undefined;
  return (id, graph) => {
    first ??= collect(graph, id);
    return first.has(id) ? 'main' : null;
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
    for (const importer of [...(info?.importers ?? []), ...((info as { dynamicImporters?: string[] } | null)?.dynamicImporters ?? [])]) seen.add(importer);
  }
  throw new Error(`no entry leads to ${id}`);
}

function collect(graph: Graph, anyModule: string): Set<string> {
  const start = reach(graph, entryAbove(graph, anyModule));
  const users = new Map<string, number>();
  const pending = new Set(start.lazy);
  for (const entry of pending) {
    const { modules, lazy } = reach(graph, entry);
    for (const id of modules) users.set(id, (users.get(id) ?? 0) + 1);
    for (const id of lazy) pending.add(id);
  }
  const shared = [...users].filter(([id, count]) => count > 1 && !pending.has(id) && !LATER.test(id)).map(([id]) => id);
  return new Set([...start.modules, ...shared]);
}
