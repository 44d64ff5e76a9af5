// Runs tests/**/*.test.ts with Node's own runner. TypeScript is stripped by the bundler's compiler, for Node 20 cannot.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(join(root, 'tests'), { recursive: true })
  .map(String)
  .filter(name => name.endsWith('.test.ts') && (!wanted.length || wanted.some(part => name.includes(part))))
  .map(name => join('tests', name));
if (!files.length) {
  console.error('no test found');
  process.exit(1);
}
const { status } = spawnSync(process.execPath, ['--import', './tools/typescript.js', '--test', ...files], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
