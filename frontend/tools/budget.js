// What a person downloads, against the limits of the project. Run after a build; ends with 1 when anything is over.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = process.argv[2] ?? join(ROOT, '../backend/halfhour/static'); // another build's folder may be named
const KB = 1024;

const br = data => brotliCompressSync(data).length; // quality 11 is the default
const file = name => readFileSync(join(OUT, name));

const manifestFile = join(OUT, '.vite/manifest.json');
if (!existsSync(manifestFile)) {
  console.error('Nothing is built yet: npm run build');
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
const entry = manifest['index.html'];
const html = file('index.html').toString();

/** A chunk and all that it imports statically, by file. */
function closure(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const imported of chunk.imports ?? []) closure(imported, seen);
  return seen;
}

const scripts = readdirSync(join(OUT, 'assets')).filter(name => name.endsWith('.js'));
const chunks = [...new Set(Object.values(manifest).map(chunk => chunk.file))].filter(name => name.endsWith('.js'));
const first = closure('index.html');
const blocking = [...html.matchAll(/<script(?![^>]*type="module")[^>]*src="\/([^"]+)"/g)].map(found => found[1]);
const linked = [...html.matchAll(/<link[^>]*rel="(?:stylesheet|modulepreload)"[^>]*href="\/([^"]+)"/g)].map(found => found[1]);
const style = [...html.matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map(found => found[1]).join('');
const sprite = /<svg class="sprite"[^]*?<\/svg>/.exec(html)?.[0] ?? '';

/** The stylesheets that travel in chunks, as they ship; vite/styles.ts writes them down. */
const adopted = file('.vite/adopted.css').toString();
const fonts = readdirSync(OUT, { recursive: true }).map(String).filter(name => /\.(woff2?|ttf|otf)$/.test(name));

const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
const runtime = Object.entries(lock.packages).filter(([path, info]) => path && !info.dev && !info.devOptional && !info.optional).length;

const rows = [
  ['first screen: HTML, CSS, JS', [html, ...[...first, ...blocking, ...linked].map(file)].reduce((sum, data) => sum + br(data), 0), 40 * KB],
  ['all JavaScript', scripts.reduce((sum, name) => sum + br(file(join('assets', name))), 0), 140 * KB],
  ['all CSS', br(style + adopted), 10 * KB],
  ['icons', br(sprite), 3 * KB],
  ['font files', fonts.length, 0, 'files'],
  ['npm packages at run time', Math.max(runtime, Object.keys(dependencies).length), 12, 'packages'],
  ...chunks.filter(name => !first.has(name)).map(name => [`chunk ${name.replace(/^assets\//, '')}`, br(file(name)), 25 * KB]),
  // HTML comes with the first answer; then everything a page needs before it can draw a row. The screens of neighbours share
  // a chunk, which the manifest names with _.
  ...entry.dynamicImports
    .filter(key => key.startsWith('_') || /Page\.tsx$/.test(key))
    .map(key => [`requests before ${key.replace(/^(src\/|_)/, '')}`, new Set([...first, ...blocking, ...linked, ...closure(key)]).size, 3, 'requests']),
];

let over = 0;
for (const [what, value, limit, unit] of rows) {
  const bad = value > limit;
  over += bad ? 1 : 0;
  const say = number => (unit ? `${number} ${unit}` : `${(number / KB).toFixed(1)} KB`);
  console.log(`${bad ? 'OVER' : 'ok  '}  ${what.padEnd(46)} ${say(value).padStart(12)}  of ${say(limit)}`);
}
if (over) console.error(`\n${over} over the budget. See reference "Budgets"; a screen's own code belongs into its own chunk.`);
process.exit(over ? 1 : 0);
