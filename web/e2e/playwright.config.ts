// Tests of the page against the real program. Nothing is mocked: each worker has its own server and its own data.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig } from '@playwright/test';

/** Debian's browser instead of a downloaded one. */
export function chromium(): string {
  const given = process.env['TUOKE_CHROMIUM'];
  if (given) return given;
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const found = names.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found) return found;
  }
  throw new Error('no Chromium: install it, or give its path in TUOKE_CHROMIUM');
}

// a day is the same for the tests, the browser and the demo, whatever the hour
const ZONE = 'Asia/Shanghai';
process.env['TZ'] = ZONE;

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  globalSetup: './demo-data.ts',
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // a debug build of the server on a busy machine is slow; a test that hangs still ends
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    timezoneId: ZONE,
    // a trace films every page, which costs time on every run and is wanted on few
    trace: process.env['TUOKE_TRACE'] ? 'retain-on-failure' : 'off',
    launchOptions: { executablePath: chromium(), args: ['--no-sandbox', '--disable-dev-shm-usage'] },
  },
});
