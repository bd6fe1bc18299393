// What a browser loads and how long it takes to show Today: `node scripts/first-page.mjs ADDRESS EMAIL PASSWORD`.
// Prints one JSON object; `cargo xtask bench` reads it.

import { chromium } from '@playwright/test';

const [address, email, password] = process.argv.slice(2);
const OPENED = 7;

const browser = await chromium.launch({
  executablePath: process.env.TUOKE_CHROMIUM,
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});

const signedIn = await browser.newContext({ locale: 'zh-CN' });
const answer = await signedIn.request.post(`${address}/api/v1/sessions`, { data: { email, password } });
if (!answer.ok()) throw new Error(`signing in answered ${answer.status()}`);
const state = await signedIn.storageState();

/** Opens Today in a browser that has nothing in its cache. */
async function open() {
  const context = await browser.newContext({ locale: 'zh-CN', storageState: state });
  const page = await context.newPage();
  await page.goto(`${address}/`, { waitUntil: 'commit' });
  await page.locator('li.line').first().waitFor();
  const counted = await page.evaluate(() => ({
    usable: performance.now(),
    script: performance
      .getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('.js'))
      .reduce((bytes, entry) => bytes + entry.encodedBodySize, 0),
  }));
  await context.close();
  return counted;
}

const all = [];
for (let i = 0; i < OPENED; i += 1) all.push(await open());
await browser.close();
const times = all.map(({ usable }) => usable).toSorted((a, b) => a - b);
console.log(JSON.stringify({ script_bytes: all[0].script, usable_ms: times[Math.floor(OPENED / 2)] }));
