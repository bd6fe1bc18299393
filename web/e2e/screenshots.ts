// Takes the main screens in both languages, wide and phone, light and dark.

import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { classed } from './classed';
import { around, dealt } from './dealt';
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
        test.setTimeout(180_000);
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
        const own = await apiAs('manager');
        await classed(own);
        await manager.goto('/insight/classes');
        await manager.getByRole('group', { name: t.classes.quadrants }).waitFor();
        await take(manager, 'classes');

        const { items: customers } = (await (await own.get('/api/v1/classes/customers?key_customers=true&limit=1')).json()) as { items: { party: { id: string } }[] };
        for (const tab of ['classes', 'orders'] as const) {
          await manager.goto(`/prospects/${customers[0]?.party.id}?show=${tab}`);
          await manager.getByRole('region', { name: tab === 'classes' ? t.classes.tab : t.orders.title, exact: true }).waitFor();
          await take(manager, `customer-${tab}`);
        }

        for (const [name, path] of [['diagnosis', '/insight/deals'], ['win-rates', '/insight/deals/win-rates'], ['forecast', '/insight/deals/forecast'], ['playbook', '/team/playbook?cell=a']] as const) {
          await manager.goto(path);
          await manager.getByRole('heading', { level: 2 }).or(manager.getByRole('table')).first().waitFor();
          await take(manager, name);
        }

        await manager.goto('/prospects/classes');
        await manager.getByRole('group', { name: t.judged.quadrants }).waitFor();
        await take(manager, 'prospect-classes');
        await manager.goto('/prospects/future');
        await manager.locator('.future-line').first().waitFor();
        await take(manager, 'future');

        await manager.goto('/deals');
        await manager.locator('.deal-card').first().waitFor();
        await take(manager, 'deals');
        await manager.goto('/deals?view=calendar');
        await take(manager, 'deals-calendar');
        await manager.goto('/deals/queue');
        await manager.locator('.queue-line').first().waitFor();
        await take(manager, 'deals-queue');
        const deal = await dealt(api, language === 'zh' ? '门诊楼超声设备' : 'Ultrasound for the outpatient wing');
        const people = [
          { name: '王建国', role: '院长', power: 'decider', leaning: 'neutral', contact_level: 'met', on_committee: true },
          { name: '李敏', role: '设备科长', power: 'influencer', leaning: 'inclined_to_rival', contact_level: 'met', on_committee: true },
          { name: '张华', role: '超声科主任', power: 'influencer', leaning: 'acts_for_us', contact_level: 'trusted' },
          { name: '赵亮', role: '医生', power: 'user', contact_level: 'never_met' },
        ];
        for (const person of people) await around(api, deal.id, 'people', person);
        await around(api, deal.id, 'rivals', { name: '东方', strengths: '老关系', offer: '三年维保' });
        for (const show of ['method', 'people']) {
          await manager.goto(`/deals/${deal.id}?show=${show}`);
          await manager.getByRole('heading', { level: 1, name: deal.name }).waitFor();
          await take(manager, `deal-${show}`);
        }

        await manager.goto('/prospects/segments');
        await manager.getByRole('button', { name: t.segments.create }).first().click();
        await manager.getByRole('dialog').getByRole('button', { name: t.segments.addRow, exact: true }).click();
        await take(manager, 'segment');

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
