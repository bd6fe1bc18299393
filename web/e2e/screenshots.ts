// Takes today, prospects, record and import in both languages, wide and phone, light and dark.

import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, LANGUAGES, test, texts } from './fixtures';
import { messyList } from './messy-list';

const folder = resolve(process.env['TUOKE_SCREENSHOTS'] ?? 'screenshots');
const SIZES = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const THEMES = ['light', 'dark'] as const;

async function still(page: Page): Promise<void> {
  await expect(page.locator('.waiting')).toHaveCount(0);
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
}

for (const language of LANGUAGES) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const theme of THEMES) {
      const t = texts[language];
      const look = `${language}-${size}-${theme}`;

      test(look, async ({ openAs, apiAs }) => {
        test.setTimeout(120_000);
        const sales = await openAs('sales', { language, theme });
        await sales.setViewportSize(viewport);
        const take = async (page: Page, name: string) => {
          await still(page);
          await page.screenshot({ path: `${folder}/${name}-${look}.png` });
        };

        await sales.goto('/today');
        await sales.locator('.line').first().waitFor();
        if (size === 'wide') await sales.keyboard.press('Enter');
        await take(sales, 'today');

        await sales.goto('/prospects');
        await sales.locator('.parties tbody tr').first().waitFor();
        await take(sales, 'prospects');

        const api = await apiAs('sales');
        const { items } = (await (await api.get('/api/v1/parties?grade=A&sort=-last_contact_at&limit=1')).json()) as { items: { id: string }[] };
        await sales.goto(`/prospects/${items[0]?.id}`);
        await sales.getByRole('region', { name: t.record.timeline }).waitFor();
        await take(sales, 'record');

        const manager = await openAs('manager', { language, theme });
        await manager.setViewportSize(viewport);
        const list = messyList(20, 60);
        await manager.goto('/lists/imports/new');
        await manager.locator('input[type=file]').setInputFiles({ name: list.name, mimeType: 'text/csv', buffer: list.file });
        await manager.getByRole('button', { name: t.importing.upload }).click();
        await manager.getByRole('button', { name: t.importing.next }).click();
        await manager.getByLabel(`${t.importing.field}: 姓名`).waitFor();
        await take(manager, 'import');
      });
    }
  }
}
