import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));
const PREFIX = '\0adopted:';

/**
 * A stylesheet imported by a module travels inside that module's chunk and is adopted by the document, so that a lazy
 * screen costs one request and is never shown unstyled. Constructed sheets need no exception in the CSP.
 * Only for the build: the development server has its own way, with hot reload.
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
});
