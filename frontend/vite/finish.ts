import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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

/** What of others is in the build, with the words their licences ask us to pass on. */
function licences(root: string): string {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const names = [...Object.keys(dependencies), '@preact/signals-core', 'lucide-static'];
  return names
    .sort()
    .map(name => {
      const folder = join(root, 'node_modules', name);
      const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
      return `${name} ${version} (${license})\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}\n`;
    })
    .join(`\n${'-'.repeat(72)}\n\n`);
}

/** After the build: licences.txt, csp.json for the server's header, and a .br and a .gz beside everything that shrinks. */
export function finish(): Plugin {
  let out = '';
  let root = '';
  return {
    name: 'halfhour:finish',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      root = config.root;
      out = resolve(config.root, config.build.outDir);
    },
    writeBundle() {
      const html = readFileSync(join(out, 'index.html'), 'utf8');
      writeFileSync(join(out, 'csp.json'), `${JSON.stringify({ 'style-src': hashes(html) }, null, 2)}\n`);
      writeFileSync(join(out, 'licences.txt'), licences(root));
      for (const file of files(out)) {
        if (!COMPRESSIBLE.test(file) || file.endsWith('csp.json') || statSync(file).size < 256) continue;
        const bytes = readFileSync(file);
        writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
