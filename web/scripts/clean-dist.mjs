// Empties dist before a build but keeps the committed placeholder, without which the server does not compile.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
mkdirSync(dist, { recursive: true });
for (const entry of readdirSync(dist)) {
  if (entry !== 'placeholder.html') rmSync(join(dist, entry), { recursive: true });
}
