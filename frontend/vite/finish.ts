import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSIBLE = /\.(html|js|css|svg|json|webmanifest|txt)$/;

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );

/** CSP source expressions (CSP3 §2.3.1) of the inline styles; an inline script ends the build, for the policy has no room for one. */
function hashes(html: string): string[] {
  for (const [, attributes] of html.matchAll(/<script([^>]*)>/g)) {
    if (!attributes?.includes('src=')) throw new Error('index.html holds an inline script, which the CSP forbids');
  }
  return [...html.matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map(
    ([, text]) => `'sha256-${createHash('sha256').update(text ?? '').digest('base64')}'`,
  );
}

/** After the build: csp.json for the server's header, and a .br and a .gz beside everything that shrinks. */
export function finish(): Plugin {
  let out = '';
  return {
    name: 'halfhour:finish',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      out = join(config.root, config.build.outDir);
    },
    closeBundle() {
      const html = readFileSync(join(out, 'index.html'), 'utf8');
      writeFileSync(join(out, 'csp.json'), `${JSON.stringify({ 'style-src': hashes(html) }, null, 2)}\n`);
      for (const file of files(out)) {
        if (!COMPRESSIBLE.test(file) || file.endsWith('csp.json') || statSync(file).size < 256) continue;
        const bytes = readFileSync(file);
        writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
