// Classes of customers: the overview and what each of its figures leads to, the record, the list of key customers, what
// other settings would do, a run while it goes on, and classes as of an earlier day.

import type { ClassesOfSome } from '../src/api/types';
import { formatsOf } from '../src/i18n/format';
import { classAgain, classed } from './classed';
import { expect, LANGUAGES, test, texts } from './fixtures';

interface Made { id: string }
interface Lines { items: { party: { id: string; name: string }; abc: string; owner?: { name: string } | null }[] }

/** A list shows so many at once. */
const AT_ONCE = 50;

/** A text with a figure left open, as a pattern. */
function around(text: string): RegExp {
  return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('§', '.+'));
}

for (const language of LANGUAGES) {
  const t = texts[language];
  const format = formatsOf(language);

  test(`${language}: the overview shows concentration, quadrants, faces and retention, and each leads to its customers`, async ({ openAs, apiAs }) => {
    const { figures } = await classed(await apiAs('manager'));
    if (!figures) throw new Error('the demo team has no classed customers');
    const page = await openAs('manager', { language });
    const rows = page.getByRole('region', { name: t.classes.customersTitle }).locator('tbody tr');
    await page.goto('/insight/classes');
    await expect(page.getByRole('img', { name: around(t.classes.lorenzSeen(format.number(figures.lorenz?.gini ?? 0, 2), '§')) })).toBeVisible();

    const a = figures.abc.find((one) => one.class === 'a');
    await page.getByRole('region', { name: t.classes.abc, exact: true }).getByRole('link', { name: format.number(a?.heads ?? 0), exact: true }).first().click();
    await expect(page).toHaveURL(/abc=a$/);
    await expect(rows).toHaveCount(Math.min(AT_ONCE, a?.heads ?? 0));
    await expect(rows.first().locator('td').first()).toHaveText('A');

    await page.goBack();
    const unstable = figures.existing.find((one) => one.class === 'eii');
    await page.getByRole('region', { name: t.classes.existing, exact: true }).getByRole('row').filter({ hasText: 'EII' }).first().getByRole('link').click();
    await expect(page).toHaveURL(/existing=eii$/);
    await expect(rows).toHaveCount(Math.min(AT_ONCE, unstable?.heads ?? 0));

    await page.goBack();
    const red = figures.faces.find((one) => one.face === 'red');
    await page.getByRole('region', { name: t.classes.faces }).getByRole('row').nth(1).getByRole('link').click();
    await expect(page).toHaveURL(/face=red$/);
    await expect(rows).toHaveCount(Math.min(AT_ONCE, red?.heads ?? 0));

    await page.goBack();
    const cohort = figures.cohorts.at(-1);
    await page.getByRole('region', { name: t.classes.cohorts }).getByRole('link', { name: cohort?.start.slice(0, 7) ?? '' }).click();
    await expect(page).toHaveURL(new RegExp(`first_from=${cohort?.start}`));
    await expect(rows).toHaveCount(Math.min(AT_ONCE, cohort?.size ?? 0));
    await page.getByRole('button', { name: t.classes.notOnly }).click();
    await expect(rows).toHaveCount(Math.min(AT_ONCE, figures.customers));
  });

  test(`${language}: a dot of the picture opens its customer, and the table is the keyboard's way there`, async ({ openAs, apiAs }) => {
    await classed(await apiAs('manager'));
    const page = await openAs('manager', { language });
    await page.goto('/insight/classes');
    const picture = page.getByRole('group', { name: t.classes.quadrants });
    const dot = picture.locator('a').first();
    await expect(dot.locator('title')).toHaveText(around(`§ · §${t.classes.stability} §${t.classes.contribution} §`));
    const name = (await dot.locator('title').textContent())?.split(' · ')[0] ?? '';
    await dot.dispatchEvent('click');
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.getByRole('region', { name: t.classes.tab, exact: true })).toBeVisible();

    await page.goto('/insight/classes');
    await page.getByRole('radio', { name: t.common.table }).click();
    await picture.getByRole('link', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  });

  test(`${language}: a class that changes stands on the record with its reasons, and among the moves between two runs`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const { run: before } = await classed(api);
    const { items } = (await (await api.get('/api/v1/classes/customers?abc=c&limit=1')).json()) as Lines;
    const customer = items[0]?.party;
    if (!customer || !before) throw new Error('the demo team has no customer of class C');
    // only whole months count: the order is of the month before
    const on = new Date(Date.parse(`${before.as_of.slice(0, 7)}-01`) - 5 * 86_400_000).toISOString().slice(0, 10);
    const answer = await api.post(`/api/v1/parties/${customer.id}/orders`, { data: { on, lines: [{ amount_minor: 900_000_000, margin_minor: 90_000_000 }] } });
    expect(answer.ok()).toBe(true);
    await classAgain(api);

    const page = await openAs('manager', { language });
    await page.goto(`/prospects/${customer.id}?show=classes`);
    const classes = page.getByRole('region', { name: t.classes.tab, exact: true });
    const all = classes.getByRole('region', { name: t.classes.allLines });
    const abc = all.getByRole('group').first();
    await expect(abc.locator('summary')).toContainText('A');
    await abc.locator('summary').click();
    await expect(abc.getByRole('listitem').first()).toBeVisible();
    const history = classes.getByRole('region', { name: t.classes.history });
    const change = history.getByRole('group').filter({ hasText: 'ABC' }).filter({ hasText: /C.* → A/ }).first();
    await change.locator('summary').click();
    await expect(change.getByRole('listitem').first()).toBeVisible();

    await page.goto('/insight/classes');
    const flow = page.getByRole('region', { name: t.classes.flow });
    await expect(flow.getByRole('table')).toBeVisible();
    await flow.getByRole('combobox', { name: t.classes.flowFrom, exact: true }).selectOption(before.id);
    await expect(page).toHaveURL(new RegExp(`from=${before.id}`));
    await expect(flow.getByRole('combobox', { name: t.classes.flowTo, exact: true })).toBeVisible();
    const cell = flow.getByRole('link', { name: around(t.classes.flowCell('EII', 'EII', '§')) });
    await cell.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/existing=eii/);
    await expect(page.getByRole('region', { name: t.classes.customersTitle }).getByRole('row').nth(1)).toBeVisible();
  });

  test(`${language}: the list of key customers follows the filters and the order that are chosen`, async ({ openAs, apiAs }) => {
    await classed(await apiAs('manager'));
    const page = await openAs('manager', { language });
    await page.goto('/insight/classes');
    await page.getByRole('link', { name: t.classes.toList, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: t.classes.key, exact: true })).toBeVisible();
    const rows = page.getByRole('region', { name: t.classes.customersTitle }).locator('tbody tr');
    await expect(rows).toHaveCount(AT_ONCE);
    await page.getByRole('button', { name: t.common.loadMore }).click();
    await expect(rows.nth(AT_ONCE)).toBeVisible();
    await page.getByRole('radio', { name: t.classes.sorts.risk }).click();
    await expect(page).toHaveURL(/sort=risk/);
    await page.getByRole('checkbox', { name: t.classes.silent }).click();
    await expect(page).toHaveURL(/silent=true/);
    await expect(rows.first().locator('b')).toContainText('▲');
    await page.getByRole('combobox', { name: t.classes.face }).selectOption('white');
    await expect(page).toHaveURL(/face=white/);
    await page.getByRole('checkbox', { name: t.classes.key }).click();
    await expect(page.getByRole('heading', { level: 1, name: t.classes.customersTitle, exact: true })).toBeVisible();
  });

  test(`${language}: what other cuts of the classes would do is seen before they are saved`, async ({ openAs, apiAs }) => {
    await classed(await apiAs('manager'));
    const page = await openAs('administrator', { language });
    await page.goto('/team/settings');
    await page.getByLabel(t.settings.fields['classes.abc.a_to_percent'] ?? '').fill('50');
    await page.getByRole('button', { name: t.settings.preview }).click();
    const effect = page.getByRole('status').filter({ has: page.getByText(t.settings.classes['abc'] ?? '', { exact: true }) });
    const move = effect.getByRole('group').filter({ hasText: t.settings.classes['abc'] ?? '' }).first();
    await move.locator('summary').click();
    await expect(move.getByRole('link').first()).toBeVisible();
    await page.getByRole('button', { name: t.settings.reset }).click();
    await expect(page.getByLabel(t.settings.fields['classes.abc.a_to_percent'] ?? '')).toHaveValue('80');
  });

  test(`${language}: a run shows how far it is and can be stopped, and its figures replace the earlier ones`, async ({ openAs, apiAs }) => {
    await classed(await apiAs('manager'));
    const page = await openAs('manager', { language });
    await page.goto('/insight/classes');
    const start = page.getByRole('button', { name: t.classes.start, exact: true });
    await expect(start).toBeEnabled();
    // the run may be over before the page looks: its end is held back until its beginning was seen
    let release: () => void = () => undefined;
    const seen = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/\/api\/v1\/classes(\?.*|\/runs\/[^/]+\/events)?$/, async (route) => {
      await seen;
      await route.continue();
    });
    await start.click();
    await expect(page.getByRole('progressbar', { name: t.classes.running })).toBeVisible();
    await expect(page.getByRole('button', { name: t.classes.cancel })).toBeVisible();
    await expect(start).toBeDisabled();
    release();
    await expect(page.getByRole('progressbar', { name: t.classes.running })).toHaveCount(0);
    await expect(start).toBeEnabled();
    await expect(page.getByRole('region', { name: t.classes.abc, exact: true })).toBeVisible();
  });

  test(`${language}: classes as of an earlier day are computed, and what was known then is told apart`, async ({ openAs, apiAs }) => {
    const { run } = await classed(await apiAs('manager'));
    const day = new Date(Date.parse(run?.as_of ?? '') - (language === 'zh' ? 40 : 70) * 86_400_000).toISOString().slice(0, 10);
    const page = await openAs('manager', { language });
    await page.goto('/insight/classes');
    await page.getByLabel(t.classes.asOf, { exact: true }).fill(day);
    await expect(page.getByRole('heading', { name: t.classes.notYet(format.day(day)) })).toBeVisible();
    await page.getByRole('button', { name: t.classes.startAs(format.day(day)) }).click();
    await expect(page.getByText(around(t.classes.basis(format.day(day), '§', '§', '§')))).toBeVisible();
    const heads = page.getByRole('region', { name: t.classes.abc, exact: true }).getByRole('link').first();
    await heads.click();
    await expect(page.getByText(around(t.classes.listOf(t.classes.runNamed(format.day(day), '§'))))).toBeVisible();
    await page.goBack();
    await page.getByRole('radio', { name: t.classes.knownThen }).click();
    await expect(page.getByRole('heading', { name: t.classes.notYet(format.day(day)) })).toBeVisible();
    await page.getByRole('button', { name: t.classes.today, exact: true }).click();
    await expect(page.getByText(around(t.classes.basis(format.day(run?.as_of ?? ''), '§', '§', '§')))).toBeVisible();
  });

  test(`${language}: the customers of one segment are classed among themselves (CLA-8)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const { figures } = await classed(api);
    const name = language === 'zh' ? '已成交的' : 'Those who bought';
    const made = await api.post('/api/v1/segments', { data: { name, filter: language === 'zh' ? '状态 = 客户' : 'status = customer' } });
    if (!made.ok()) throw new Error(`a segment: ${made.status()} ${await made.text()}`);
    const { id } = (await made.json()) as Made;
    const some = (await (await api.post('/api/v1/classes/of-some', { data: { segment: id } })).json()) as ClassesOfSome;
    expect(some.customers).toBeGreaterThan(0);
    expect(some.customers).toBeLessThanOrEqual(figures?.customers ?? 0);
    const page = await openAs('manager', { language });
    await page.goto('/insight/classes');
    const within = page.getByRole('region', { name: t.classes.some, exact: true });
    await within.getByLabel(t.classes.someSegment).selectOption({ label: name });
    await expect(within.getByText(t.classes.someFound(format.number(some.customers), format.day(some.as_of)))).toBeVisible();
    const a = some.figures?.abc.find((one) => one.class === 'a');
    const row = within.getByRole('region', { name: t.classes.abc, exact: true }).getByRole('row').filter({ hasText: /^A/ });
    await expect(row.first()).toContainText(format.number(a?.heads ?? 0));
    // no list of all customers holds them
    await expect(within.getByRole('link')).toHaveCount(0);
  });
}

test('a seller sees the classes of the own customers and starts no run', async ({ openAs, apiAs }) => {
  const t = texts.zh;
  const api = await apiAs('sales');
  await classed(await apiAs('manager'));
  const made = (await (await api.get('/api/v1/classes/customers?limit=1')).json()) as { items: { party: Made }[] };
  const page = await openAs('sales', { language: 'zh' });
  await page.goto('/insight/classes');
  await expect(page.getByText(t.classes.scope['person'] ?? '')).toBeVisible();
  await expect(page.getByRole('button', { name: t.classes.start, exact: true })).toHaveCount(0);
  await page.goto(`/prospects/${made.items[0]?.party.id}?show=classes`);
  await expect(page.getByRole('region', { name: t.classes.allLines })).toBeVisible();
});
