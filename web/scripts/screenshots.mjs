// npm run screenshots -- FOLDER
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: npm run screenshots -- FOLDER');
  process.exit(2);
}
const run = spawnSync('npx', ['playwright', 'test', '-c', 'e2e/screenshots.config.ts'], {
  stdio: 'inherit',
  env: { ...process.env, TUOKE_SCREENSHOTS: resolve(folder) },
});
process.exit(run.status ?? 1);
