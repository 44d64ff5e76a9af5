import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));
const PREFIX = '\0adopted:';

/**
 * A stylesheet imported by a module travels inside that module's chunk and is adopted by the document, so that a lazy
 * screen costs one request and is never shown unstyled. Constructed sheets need no exception in the CSP.
 * Only for the build: the development server has its own way, with hot reload. What is adopted is written down beside the
 * manifest, as it ships, for tools/budget.js to measure.
 */
export const adoptedStyles = (): Plugin => ({
  name: 'halfhour:adopted-styles',
  apply: 'build',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!source.endsWith('.css') || !importer?.startsWith(SRC)) return null;
    const found = await this.resolve(source, importer, { skipSelf: true });
    return found && `${PREFIX}${found.id}.js`;
  },
  load(id) {
    if (!id.startsWith(PREFIX)) return null;
    const file = JSON.stringify(`${id.slice(PREFIX.length, -3)}?inline`);
    const adopt = JSON.stringify(`${SRC}core/adopt.ts`);
    return { code: `import text from ${file};\nimport { adopt } from ${adopt};\nadopt(text);`, moduleSideEffects: true };
  },
  generateBundle() {
    const texts = [...this.getModuleIds()]
      .filter(id => id.endsWith('.css?inline'))
      .sort()
      .map(id => shipped(id, this.getModuleInfo(id)?.code));
    this.emitFile({ type: 'asset', fileName: '.vite/adopted.css', source: texts.join('\n') });
  },
});

/** The text that travels, out of the module that Vite has made of a stylesheet. */
function shipped(id: string, code: string | null | undefined): string {
  const [, literal] = /^export default (".*");?\s*$/s.exec(code ?? '') ?? [];
  if (!literal) throw new Error(`${id} is not as expected`);
  return JSON.parse(literal) as string;
}
