import { defineConfig } from 'vite';
import { chunkOf, withoutGlue } from './vite/chunks.ts';
import { finish } from './vite/finish.ts';
import { iconSprite } from './vite/icons.ts';
import { sameNames } from './vite/names.ts';
import { adoptedStyles } from './vite/styles.ts';
import { worker } from './vite/worker.ts';

// Browsers that know light-dark(), popover, :has() and nested CSS by themselves: nothing is rewritten for older ones.
const BROWSERS = ['chrome125', 'firefox128', 'safari18'];

export default defineConfig({
  plugins: [iconSprite(), adoptedStyles(), withoutGlue(), sameNames(), worker(), finish()],
  // h(type, props, …children) is shorter in every chunk than jsx(type, { children: […] })
  oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' }, jsxInject: `import { h, Fragment } from 'preact'` },
  build: {
    target: BROWSERS,
    cssTarget: BROWSERS,
    outDir: '../backend/halfhour/static',
    emptyOutDir: true,
    manifest: true, // .vite/manifest.json is what tools/budget.js reads
    sourcemap: false,
    modulePreload: false, // vite/chunks.ts knows what is there and what is not
    reportCompressedSize: false, // tools/budget.js measures brotli itself
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: chunkOf(), debugName: 'chunkOf', includeDependenciesRecursively: false }] },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8000', '/health': 'http://127.0.0.1:8000' } },
});
