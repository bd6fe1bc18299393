// axe finds nothing, on any screen, in light and dark.

import type { Page } from '@playwright/test';
import { violations } from './axe';
import { classed, customerOf } from './classed';
import { around, dealt } from './dealt';
import { choose, expect, type Language, type Person, test, texts } from './fixtures';
import { messyList } from './messy-list';
import { startServer } from './server';

interface Screen { name: string; path: string; as?: Person; arrive?: (page: Page, t: (typeof texts)[Language]) => Promise<void> }

const SCREENS: Screen[] = [
  { name: 'Today', path: '/today', as: 'sales', arrive: (page) => page.locator('.line').first().waitFor() },
  {
    name: 'Today, logging', path: '/today', as: 'sales',
    arrive: async (page, t) => {
      await page.locator('.line').first().waitFor();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('radio').first()).toBeFocused();
      await page.keyboard.press('2');
      await page.getByLabel(t.log.nextAt).waitFor();
    },
  },
  {
    name: 'the palette', path: '/today', as: 'sales',
    arrive: async (page) => {
      await page.locator('.line').first().waitFor();
      await page.keyboard.press('Control+k');
      await page.keyboard.type('zs');
      await page.getByRole('listbox').getByRole('option').first().waitFor();
    },
  },
  { name: 'Lists', path: '/lists', arrive: (page) => page.getByRole('table').first().waitFor() },
  { name: 'duplicates, side by side', path: '/lists/duplicates', arrive: (page, t) => page.getByRole('region', { name: t.doubles.comparison }).getByRole('table').waitFor() },
  { name: 'rows held by imports', path: '/lists/duplicates', arrive: (page, t) => page.getByRole('radio', { name: t.doubles.views.held }).click() },
  { name: 'a new import', path: '/lists/imports/new' },
  { name: 'import templates', path: '/lists/imports/templates' },
  { name: 'watched folders', path: '/lists/imports/folders', as: 'administrator' },
  { name: 'Prospects', path: '/prospects', arrive: (page) => page.locator('.parties tbody tr').first().waitFor() },
  { name: 'segments', path: '/prospects/segments' },
  {
    name: 'a new segment', path: '/prospects/segments',
    arrive: async (page, t) => {
      await page.getByRole('button', { name: t.segments.create }).first().click();
      await page.getByRole('dialog').getByRole('button', { name: t.segments.addRow, exact: true }).click();
    },
  },
  { name: 'the pool', path: '/prospects/pool' },
  { name: 'classes of prospects', path: '/prospects/classes', arrive: (page, t) => page.getByRole('group', { name: t.judged.quadrants }).waitFor() },
  { name: 'future customers', path: '/prospects/future', arrive: (page) => page.locator('.future-line').first().waitFor() },
  { name: 'latent key customers', path: '/prospects/latent', arrive: (page) => page.getByRole('table').waitFor() },
  { name: 'a new prospect', path: '/prospects?new=1', arrive: (page) => page.getByRole('dialog').waitFor() },
  { name: 'deals as a table', path: '/deals?view=table&state=all' },
  { name: 'deals as a calendar', path: '/deals?view=calendar' },
  { name: 'a new deal', path: '/deals?new=1', as: 'sales', arrive: (page) => page.getByRole('dialog').waitFor() },
  { name: 'the queue of deals', path: '/deals/queue' },
  { name: 'results of methods', path: '/insight/methods' },
  { name: 'results of contacts', path: '/insight/methods?tab=contacts' },
  { name: 'the catalogue', path: '/insight/methods?tab=catalogue', arrive: (page) => page.locator('.method summary').first().click() },
  { name: 'the supply', path: '/insight/supply', arrive: (page) => page.getByRole('table').first().waitFor() },
  { name: 'the dormant', path: '/insight/dormant', arrive: (page) => page.getByRole('table').first().waitFor() },
  { name: 'classes of customers', path: '/insight/classes', arrive: (page, t) => page.getByRole('group', { name: t.classes.quadrants }).waitFor() },
  {
    name: 'classes of customers as tables', path: '/insight/classes',
    arrive: async (page, t) => {
      await page.getByRole('radio', { name: t.common.table }).click();
      await page.getByRole('group', { name: t.classes.quadrants }).getByRole('table').waitFor();
    },
  },
  { name: 'key customers', path: '/insight/classes/customers?key_customers=true', arrive: (page) => page.getByRole('table').waitFor() },
  { name: 'conversions', path: '/insight/conversions', arrive: (page) => page.getByRole('table').first().waitFor() },
  { name: 'diagnosis of deals', path: '/insight/deals', arrive: (page, t) => page.getByRole('region', { name: t.dealInsight.grid }).waitFor() },
  {
    name: 'diagnosis of deals as tables', path: '/insight/deals',
    arrive: async (page, t) => {
      for (const name of [t.dealInsight.matrix, t.dealInsight.grid]) {
        const region = page.getByRole('region', { name, exact: true });
        await region.getByRole('radio', { name: t.common.table }).click();
        await region.getByRole('table').waitFor();
      }
    },
  },
  { name: 'win rates', path: '/insight/deals/win-rates', arrive: (page, t) => page.getByRole('region', { name: t.dealInsight.brier }).waitFor() },
  { name: 'the forecast of a quarter', path: '/insight/deals/forecast', arrive: (page) => page.getByRole('table').first().waitFor() },
  {
    name: 'the playbook, editing', path: '/team/playbook?cell=a',
    arrive: async (page, t) => {
      await page.getByRole('button', { name: new RegExp(`^${t.common.edit}`) }).first().click();
      await page.getByRole('textbox').first().waitFor();
    },
  },
  { name: 'product lines and products', path: '/team/products', as: 'administrator', arrive: (page) => page.getByRole('table').first().waitFor() },
  { name: 'Team', path: '/team', as: 'administrator', arrive: (page) => page.getByRole('table').waitFor() },
  { name: 'the rules of signing in', path: '/team/sign-in', as: 'administrator', arrive: (page) => page.getByRole('spinbutton').first().waitFor() },
  { name: 'the audit', path: '/team/audit', as: 'administrator' },
  { name: 'the jobs', path: '/team/jobs', as: 'administrator', arrive: (page) => page.getByRole('table').waitFor() },
  { name: 'requests of people', path: '/team/requests', as: 'administrator' },
  {
    name: 'a new request', path: '/team/requests', as: 'administrator',
    arrive: async (page, t) => {
      await page.getByRole('button', { name: t.privacy.add }).click();
      await page.getByLabel(t.privacy.find).fill('zs');
      await page.locator('.candidates li').first().waitFor();
    },
  },
  { name: 'custom fields', path: '/team/fields', as: 'administrator' },
  { name: 'webhooks', path: '/team/webhooks', as: 'administrator' },
  { name: 'settings', path: '/team/settings', as: 'administrator', arrive: (page) => page.locator('.setting').first().waitFor() },
  { name: 'the account', path: '/account' },
  { name: 'a wrong address', path: '/nowhere' },
];

const LOOKS = [
  { language: 'zh', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const;

/** Everything has arrived and nothing is still fading in. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('.waiting')).toHaveCount(0);
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
}

for (const look of LOOKS) {
  const t = texts[look.language];

  for (const screen of SCREENS) {
    test(`${look.theme}: ${screen.name}`, async ({ openAs, apiAs }) => {
      if (screen.path.startsWith('/insight/classes')) await classed(await apiAs('manager'));
      const page = await openAs(screen.as ?? 'manager', look);
      await page.goto(screen.path);
      await page.getByRole('heading', { level: 1 }).or(page.locator('.empty')).first().waitFor();
      await screen.arrive?.(page, t);
      await settled(page);
      expect(await violations(page)).toEqual([]);
    });
  }

  test(`${look.theme}: a person and an organisation`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const page = await openAs('manager', look);
    for (const kind of ['person', 'organisation']) {
      const { items } = (await (await api.get(`/api/v1/parties?limit=1&kind=${kind}`)).json()) as { items: { id: string }[] };
      await page.goto(`/prospects/${items[0]?.id}`);
      await page.getByRole('region', { name: t.record.advice }).waitFor();
      await settled(page);
      expect(await violations(page)).toEqual([]);
    }
  });

  test(`${look.theme}: what a customer bought, its classes and what is judged`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    await classed(api);
    const page = await openAs('manager', look);
    const customer = await customerOf(api, 'eii');
    await page.goto(`/prospects/${customer}?show=classes`);
    await page.getByRole('region', { name: t.classes.allLines }).waitFor();
    await page.getByText(new RegExp(`^${t.judged.otherPlays('')}`)).click();
    await page.getByRole('button', { name: t.judged.fillSheet }).click();
    await settled(page);
    expect(await violations(page)).toEqual([]);
    await page.goto(`/prospects/${customer}?show=orders`);
    await page.getByRole('button', { name: t.orders.addRival }).click();
    await page.getByRole('button', { name: t.orders.add, exact: true }).click();
    await settled(page);
    expect(await violations(page)).toEqual([]);
  });

  test(`${look.theme}: the board, a deal with its people and rivals, and its end`, async ({ openAs, apiAs }) => {
    const api = await apiAs('sales');
    const deal = await dealt(api, `axe ${look.theme}`, { expected_on: '2020-02-01' });
    await around(api, deal.id, 'people', { name: '王建国', power: 'decider', leaning: 'neutral', contact_level: 'trusted', on_committee: true });
    await around(api, deal.id, 'people', { name: '李敏', power: 'influencer' });
    await around(api, deal.id, 'rivals', { name: '东方', strengths: '老关系' });
    await around(api, deal.id, 'concerns', { words: '明年才拨款', buying_stage: 'approve' });
    const page = await openAs('sales', look);
    await page.goto('/deals');
    await page.locator('.deal-card').first().waitFor();
    await settled(page);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: t.deals.moveMenu(deal.name) }).click();
    await page.getByRole('menuitem').first().waitFor();
    await settled(page);
    expect(await violations(page)).toEqual([]);
    for (const show of ['history', 'people', 'rivals', 'concerns']) {
      await page.goto(`/deals/${deal.id}?show=${show}`);
      await page.getByRole('region', { name: t.deals.alerts }).waitFor();
      await settled(page);
      expect(await violations(page), show).toEqual([]);
    }
    await page.goto(`/deals/${deal.id}?show=people`);
    await page.getByRole('radio', { name: t.common.table, exact: true }).click();
    await settled(page);
    expect(await violations(page)).toEqual([]);
    for (const open of [t.deals.edit, t.deals.end]) {
      await page.getByRole('button', { name: open, exact: true }).click();
      await page.getByRole('dialog').waitFor();
      await settled(page);
      expect(await violations(page), open).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });

  test(`${look.theme}: the method on a deal, with its forms`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const { items } = (await (await api.get('/api/v1/deals?class=class_1&cell=a&limit=1')).json()) as { items: { id: string }[] };
    const page = await openAs('manager', look);
    await page.goto(`/deals/${items[0]?.id}`);
    await page.getByRole('region', { name: t.dealMethod.value, exact: true }).getByRole('button', { name: t.dealMethod.valueAgain }).click();
    await page.getByRole('region', { name: t.dealMethod.opening, exact: true }).getByRole('button', { name: t.dealMethod.openingAgain }).click();
    await page.getByRole('region', { name: t.dealMethod.advice, exact: true }).getByRole('button', { name: new RegExp(`^${t.dealMethod.takePlay('')}`) }).first().click();
    await page.getByRole('region', { name: t.dealMethod.decision, exact: true }).getByRole('button', { name: t.dealMethod.decideNow }).click();
    await settled(page);
    expect(await violations(page)).toEqual([]);
  });

  test(`${look.theme}: segments with what can be done to them`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    await api.post('/api/v1/segments', { data: { name: `axe ${look.theme}`, note: '', shared: false, filter: 'grade = a' } });
    const page = await openAs('manager', look);
    await page.goto('/prospects/segments');
    await page.getByRole('button', { name: t.segments.removeOne(`axe ${look.theme}`), exact: true }).waitFor();
    await settled(page);
    expect(await violations(page)).toEqual([]);
  });

  test(`${look.theme}: the sheet of a prospect`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const { points } = (await (await api.get('/api/v1/prospect-classes')).json()) as { points: { id: string; class: string }[] };
    const page = await openAs('manager', look);
    await page.goto(`/prospects/${points.find((point) => point.class === 'pii')?.id}`);
    await page.getByRole('region', { name: t.judged.lowIntent }).waitFor();
    await page.getByRole('region', { name: t.judged.expected }).locator('summary').last().click();
    await page.getByRole('button', { name: t.judged.adjust }).click();
    await settled(page);
    expect(await violations(page)).toEqual([]);
  });

  test(`${look.theme}: the import from format to report`, async ({ openAs }) => {
    const list = messyList(look.theme === 'dark' ? 8 : 9, 12);
    const page = await openAs('manager', look);
    await page.goto('/lists/imports/new');
    await page.locator('input[type=file]').setInputFiles({ name: list.name, mimeType: 'text/csv', buffer: list.file });
    await page.getByRole('button', { name: t.importing.upload }).click();
    await page.getByLabel(t.importing.headerRow).waitFor();
    expect(await violations(page)).toEqual([]);
    for (const step of ['mapping', 'choices'] as const) {
      await page.getByRole('button', { name: t.importing.next }).click();
      await expect(page.locator('[aria-current=step]')).toContainText(t.importing.steps[step]);
      await settled(page);
      expect(await violations(page)).toEqual([]);
    }
    await page.getByRole('button', { name: t.importing.start }).click();
    await page.getByRole('heading', { name: new RegExp(t.importing.reportTitle) }).waitFor();
    await settled(page);
    expect(await violations(page)).toEqual([]);
  });

  test(`${look.theme}: signing in`, async ({ openAs }) => {
    const page = await openAs(null, look);
    await page.goto('/sign-in');
    await page.getByRole('button', { name: t.session.signIn }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test(`${look.theme}: the first run`, async ({ browser }) => {
    const server = await startServer('empty');
    try {
      const page = await browser.newPage({ baseURL: server.url });
      await choose(page, look);
      await page.goto('/');
      await page.getByRole('button', { name: t.session.setUp }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.close();
    } finally {
      await server.stop();
    }
  });
}
