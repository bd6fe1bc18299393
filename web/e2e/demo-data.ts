// Before all tests: the demo team is generated once, and every worker starts from a copy of it.

import { rmSync } from 'node:fs';
import { DEMO_DATA, fillWithDemo, newFolder } from './server';

export default function makeDemoData(): () => void {
  const folder = newFolder('demo-template');
  fillWithDemo(folder);
  process.env[DEMO_DATA] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
