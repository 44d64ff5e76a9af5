import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Plugin } from 'vite';

const KEPT = /^(assets\/.*\.js|index\.html|boot\.js|icon.*\.(svg|png)|manifest\.webmanifest)$/;

/**
 * After the build: /sw.js out of worker.js, with the files it keeps. Its version is a digest of their contents, the shell
 * included: a change of the shell alone leaves all other names as they are.
 */
export function worker(): Plugin {
  let out = '';
  let from = '';
  return {
    name: 'halfhour:worker',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      out = resolve(config.root, config.build.outDir);
      from = join(config.root, 'vite/worker.js');
    },
    closeBundle() {
      const files = readdirSync(out, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => relative(out, join(entry.parentPath, entry.name)))
        .filter(name => KEPT.test(name))
        .sort();
      const digest = createHash('sha256');
      for (const name of files) digest.update(name).update(readFileSync(join(out, name)));
      const urls = files.map(name => (name === 'index.html' ? '/' : `/${name}`));
      const text = readFileSync(from, 'utf8')
        .replace(/^\s*\/\/.*\n/gm, '')
        .replace('__VERSION__', digest.digest('hex').slice(0, 12))
        .replace('__FILES__', JSON.stringify(urls));
      writeFileSync(join(out, 'sw.js'), text);
    },
  };
}
