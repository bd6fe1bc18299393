// Deals: from opening one to its end, the board by keyboard and by dragging, the table, the calendar, the queue, the people
// as a map, two people saving at once, and what Today tells.

import type { Page } from '@playwright/test';
import { formatsOf } from '../src/i18n/format';
import type { DealBoard } from '../src/api/types';
import { around, customer, dealt, inDays } from './dealt';
import { expect, LANGUAGES, test, texts } from './fixtures';

/** Stages as they are shipped. */
const STAGES = {
  zh: { found: '发现商机', need: '确认需求', offer: '方案报价', tender: '招标谈判' },
  en: { found: 'Found', need: 'Need confirmed', offer: 'Offer made', tender: 'Tender and talks' },
};

const column = (page: Page, stage: string) => page.locator('.deal-column').filter({ has: page.getByRole('heading', { name: new RegExp(`^${stage}`) }) });
const card = (page: Page, id: string) => page.locator(`.deal-card:has([data-deal="${id}"])`);

for (const language of LANGUAGES) {
  const t = texts[language];
  const d = t.deals;
  const stages = STAGES[language];
  const format = formatsOf(language);
  const mark = language === 'zh' ? '甲' : '乙';

  test(`${language}: a deal is opened with its next step, and ended with the buyer's reason and ours (OPP-1)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('sales');
    const party = await customer(api, `立单${mark}医院`);
    const page = await openAs('sales', { language });
    await page.goto('/deals');
    await page.getByRole('button', { name: d.newDeal, exact: true }).first().click();
    const form = page.getByRole('dialog');
    await form.getByLabel(d.customer, { exact: true }).fill(party.name);
    await form.locator('.deal-candidates').getByRole('button').first().click();
    await form.getByLabel(d.name, { exact: true }).fill(`超声${mark}`);
    await form.getByRole('radio', { name: d.amountKinds.estimated }).click();
    for (const [label, value] of [[d.unitsLow, '8'], [d.unitsLikely, '10'], [d.unitsHigh, '15'], [d.price, '30000']] as const) await form.getByLabel(label, { exact: true }).fill(value);
    await expect(form.getByText(d.worksOut(format.wholeMoney(24_000_000, 'CNY'), format.wholeMoney(30_000_000, 'CNY'), format.wholeMoney(45_000_000, 'CNY')))).toBeVisible();
    await expect(form.getByText(d.stepWhyNew)).toBeVisible();
    // without its next step it is not opened
    await form.getByRole('button', { name: t.common.create, exact: true }).click();
    await expect(form.getByLabel(d.nextStep)).toBeFocused();
    await form.getByLabel(d.nextStep).fill('约科主任看样机');
    await form.getByRole('button', { name: t.log.tomorrow, exact: true }).click();
    await form.getByRole('button', { name: t.common.create, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: `超声${mark}` })).toBeVisible();
    const facts = page.getByRole('region', { name: d.facts });
    await expect(facts.getByText(d.estimated, { exact: true })).toBeVisible();
    await expect(page.getByRole('region', { name: d.next, exact: true }).getByText('约科主任看样机')).toBeVisible();

    await page.getByRole('radio', { name: new RegExp(`^${d.rivals}`) }).click();
    await page.getByRole('button', { name: d.addRival }).click();
    await page.getByRole('dialog').getByLabel(d.rivalName).fill('东方');
    await page.getByRole('dialog').getByLabel(d.strengths).fill('老关系');
    await page.getByRole('dialog').getByRole('button', { name: t.common.add, exact: true }).click();
    await expect(page.getByRole('region', { name: d.rivals }).getByText('老关系')).toBeVisible();

    await page.getByRole('radio', { name: new RegExp(`^${d.concerns}`) }).click();
    const concerns = page.getByRole('region', { name: d.concerns, exact: true });
    await concerns.getByLabel(d.concernWords).fill('明年才拨款');
    await concerns.getByLabel(d.buyingStage).selectOption('approve');
    await concerns.getByRole('button', { name: d.addConcern }).click();
    await concerns.getByRole('button', { name: d.settleOf('明年才拨款') }).click();
    await expect(concerns.getByRole('button', { name: d.settleOf('明年才拨款') })).toHaveCount(0);

    await page.getByRole('button', { name: d.end, exact: true }).click();
    const ending = page.getByRole('dialog');
    await ending.getByRole('group', { name: d.buyerSays }).getByLabel(d.reasonIs).selectOption('price');
    await ending.getByRole('button', { name: d.end, exact: true }).click();
    // the seller has a view as well
    await expect(ending.getByRole('group', { name: d.sellerSees }).getByLabel(d.reasonIs)).toBeFocused();
    await ending.getByRole('group', { name: d.sellerSees }).getByLabel(d.reasonIs).selectOption('relations');
    await ending.getByRole('button', { name: d.end, exact: true }).click();
    await expect(ending).toBeHidden();
    await expect(facts.getByText(d.viewsDiffer)).toBeVisible();
    await page.getByRole('button', { name: d.reopen, exact: true }).click();
    const again = page.getByRole('dialog');
    await again.getByLabel(d.nextStep).fill('补一份报价');
    await again.getByRole('button', { name: t.log.inWeeks(1), exact: true }).click();
    await again.getByRole('button', { name: d.reopen, exact: true }).click();
    await expect(page.getByRole('region', { name: d.next, exact: true }).getByText('补一份报价')).toBeVisible();
  });

  test(`${language}: a card is moved by keys, by dragging and by its menu, and a move is undone (OPP-1)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('sales');
    const deal = await dealt(api, `搬动${mark}`, { expected_on: '2020-01-01' });
    const page = await openAs('sales', { language });
    await page.goto('/deals');
    const link = card(page, deal.id).getByRole('link');
    await link.focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await expect(page.getByText(d.firstStage)).toBeAttached();
    await page.keyboard.press('Shift+ArrowRight');
    await expect(page.locator('[aria-live=assertive]')).toHaveText(d.moved(deal.name, stages.need));
    await expect(column(page, stages.need).locator(`[data-deal="${deal.id}"]`)).toBeFocused();
    await page.locator('.toast').getByRole('button', { name: t.common.undo }).click();
    await expect(column(page, stages.found).locator(`[data-deal="${deal.id}"]`)).toBeVisible();
    await card(page, deal.id).dragTo(column(page, stages.offer));
    await expect(column(page, stages.offer).locator(`[data-deal="${deal.id}"]`)).toBeVisible();
    await card(page, deal.id).getByRole('button', { name: d.moveMenu(deal.name) }).click();
    await page.getByRole('menuitem', { name: stages.tender }).click();
    await expect(column(page, stages.tender).locator(`[data-deal="${deal.id}"]`)).toBeVisible();
    // it is shown at once; said once the server has it
    await expect(page.locator('[aria-live=assertive]')).toHaveText(d.moved(deal.name, stages.tender));
    await page.reload();
    await expect(column(page, stages.tender).locator(`[data-deal="${deal.id}"]`)).toBeVisible();
    await column(page, stages.tender).locator(`[data-deal="${deal.id}"]`).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: deal.name })).toBeVisible();
  });

  test(`${language}: counts and sums of the board are exact, and the filters and views stay in the address (OPP-1)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('sales');
    await dealt(api, `合计${mark}`, { amount: { kind: 'unknown' } });
    const page = await openAs('sales', { language });
    await page.goto('/deals');
    const board = (await (await api.get('/api/v1/deals/board')).json()) as DealBoard;
    for (const one of board.columns) {
      const shown = column(page, one.stage[language]);
      await expect(shown).toHaveAttribute('aria-label', d.ofColumn(one.stage[language], format.number(one.deals)));
      for (const sum of one.sums) await expect(shown.getByText(format.wholeMoney(sum.minor, sum.currency), { exact: true }).first()).toBeVisible();
      if (one.unknown > 0) await expect(shown.getByText(d.unknownAmounts(format.number(one.unknown)))).toBeVisible();
    }
    await page.getByLabel(d.searchHere).fill(`合计${mark}`);
    await expect(page).toHaveURL(/q=/);
    await expect(page.locator('.deal-card')).toHaveCount(1);
    await page.getByRole('radio', { name: d.views.table }).click();
    await expect(page).toHaveURL(/view=table/);
    const table = page.getByRole('region', { name: d.title });
    await expect(table.getByRole('row')).toHaveCount(2);
    await expect(table.getByText(d.amountUnknown)).toBeVisible();
    await table.getByRole('button', { name: d.column.amount }).click();
    await expect(page).toHaveURL(/sort=amount/);
    await expect(table.getByRole('columnheader', { name: d.column.amount })).toHaveAttribute('aria-sort', 'ascending');
    await page.getByRole('button', { name: d.clearFilters }).click();
    await page.getByRole('radio', { name: d.views.calendar }).click();
    const month = inDays(20).slice(0, 7);
    await page.goto(`/deals?view=calendar&month=${month}`);
    await expect(page.getByRole('table').getByRole('link', { name: `合计${mark}` }).or(page.getByRole('table').locator('details'))).not.toHaveCount(0);
    await page.getByRole('button', { name: d.nextMonth }).click();
    await expect(page).not.toHaveURL(new RegExp(`month=${month}`));
  });

  test(`${language}: people stand on a map that keys and the pointer change, and a table says the same (OPP-1)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('sales');
    const deal = await dealt(api, `决策${mark}`);
    await around(api, deal.id, 'people', { name: '王建国', role: '院长', power: 'influencer', contact_level: 'met' });
    const page = await openAs('sales', { language });
    await page.goto(`/deals/${deal.id}?show=people`);
    const map = page.getByRole('group', { name: d.mapOf });
    const node = map.getByRole('button', { name: /^王建国/ });
    await expect(node).toHaveAccessibleName(new RegExp(d.leaningUnknown));
    await node.focus();
    for (const key of ['ArrowUp', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    await page.keyboard.press('Escape');
    await expect(node).toHaveAccessibleName(new RegExp(d.leaningUnknown));
    for (const key of ['ArrowUp', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await expect(page.locator('.deal-map [role=status]')).toContainText('王建国');
    const said = async () => ((await (await api.get(`/api/v1/deals/${deal.id}`)).json()) as { people: { power: string; leaning?: string }[] }).people[0];
    await expect.poll(async () => said()).toMatchObject({ power: 'decider', leaning: 'inclined_to_us' });
    const box = await map.boundingBox();
    const from = await node.boundingBox();
    if (!box || !from) throw new Error('the map is not drawn');
    await page.mouse.move(from.x + from.width / 2, from.y + 15);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height - 60, { steps: 5 });
    await page.mouse.move(box.x + box.width - 20, box.y + box.height - 40, { steps: 5 });
    await page.mouse.up();
    await expect.poll(async () => said()).toMatchObject({ power: 'user', leaning: 'acts_for_us' });
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.getByRole('radio', { name: t.common.table, exact: true }).click();
    await page.getByRole('button', { name: '王建国' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel(d.left).check();
    await form.getByRole('button', { name: t.common.save }).click();
    await expect(form).toBeHidden();
    await expect(page.getByRole('region', { name: d.people }).getByText(d.leftOn(format.day(new Date().toISOString())))).toBeVisible();
  });

  test(`${language}: two people change a deal at once, and nothing is lost (OPP-1)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('sales');
    const deal = await dealt(api, `并存${mark}`);
    const [first, second] = [await openAs('sales', { language }), await openAs('manager', { language })];
    for (const page of [first, second]) {
      await page.goto(`/deals/${deal.id}`);
      await page.getByRole('button', { name: d.edit, exact: true }).click();
    }
    const form = (page: Page) => page.getByRole('dialog');
    // while it works the button is called otherwise at its beginning
    const save = new RegExp(`${t.common.save}$`);
    await form(first).getByLabel(d.source).fill('展会');
    await form(first).getByLabel(t.common.note).fill('第一稿');
    await form(second).getByLabel(t.common.note).fill('第二稿');
    await form(first).getByRole('button', { name: save }).click();
    await expect(form(first)).toBeHidden();
    await form(second).getByRole('button', { name: save }).click();
    const differences = form(second).getByRole('alert', { name: t.differences.title });
    await expect(differences.getByRole('group', { name: t.common.note })).toContainText('第一稿');
    await expect(form(second).getByLabel(d.source)).toHaveValue('展会');
    await form(second).getByRole('button', { name: save }).click();
    await expect(form(second)).toBeHidden();
    const now = (await (await api.get(`/api/v1/deals/${deal.id}`)).json()) as { note: string; source: string };
    expect(now).toMatchObject({ note: '第二稿', source: '展会' });
  });

  test(`${language}: the queue leads to each deal, and a decision needs its reason (OPP-5)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('sales');
    const deal = await dealt(api, `排序${mark}`, { expected_on: '2020-01-02' });
    const page = await openAs('sales', { language });
    await page.goto('/deals');
    await page.getByRole('link', { name: d.queue, exact: true }).click();
    const line = page.getByRole('list', { name: d.queue }).getByRole('listitem').filter({ has: page.getByRole('link', { name: deal.name, exact: true }) });
    await line.getByRole('button', { name: d.decideOf(deal.name) }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('radio').nth(1).click();
    await form.getByRole('button', { name: t.common.save }).click();
    await expect(form.getByLabel(d.decideWhy)).toBeFocused();
    await form.getByLabel(d.decideWhy).fill('等预算下来');
    await form.getByRole('button', { name: t.common.save }).click();
    await expect(form).toBeHidden();
    await expect(line.getByText('等预算下来')).toBeVisible();
    await line.getByRole('link', { name: deal.name }).click();
    await expect(page.getByRole('heading', { level: 1, name: deal.name })).toBeVisible();
    await page.getByRole('radio', { name: d.history, exact: true }).click();
    await expect(page.getByRole('region', { name: d.history }).getByText('等预算下来')).toBeVisible();
  });

  test(`${language}: Today tells of a deal, the record lists it, and the palette opens a new one (OPP-7)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('sales');
    const deal = await dealt(api, `动态${mark}`, { expected_on: inDays(2).slice(0, 10) });
    await around(api, deal.id, 'people', { name: '李敏', power: 'user' });
    await around(api, deal.id, 'rivals', { name: '东方' });
    const page = await openAs('sales', { language });
    await page.goto('/today');
    const news = page.getByRole('region', { name: d.news });
    await expect(news).toBeVisible();
    const more = news.getByRole('button');
    if (await more.count()) await more.click();
    const line = news.getByRole('listitem').filter({ has: page.getByRole('link', { name: deal.name, exact: true }) });
    await line.getByRole('group').locator('summary').click();
    await expect(line.getByRole('listitem').first()).toBeVisible();
    await line.getByRole('link', { name: deal.name }).click();
    await expect(page.getByRole('region', { name: d.alerts })).toBeVisible();
    await page.goto(`/prospects/${deal.party.id}`);
    const panel = page.getByRole('region', { name: d.ofParty, exact: true });
    await expect(panel.getByRole('link', { name: deal.name })).toBeVisible();
    await panel.getByRole('button', { name: d.newDeal }).click();
    await expect(page.getByRole('dialog').getByText(deal.party.name)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: t.shell.palette }).fill(d.newDeal);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: d.newTitle })).toBeVisible();
  });
}

test('a deal whose next step is overdue is moved only with a new one (OPP-1)', async ({ openAs, apiAs }) => {
  const d = texts.zh.deals;
  const api = await apiAs('sales');
  const soon = new Date(Date.now() + 4_000).toISOString();
  const deal = await dealt(api, '过期丙', { expected_on: '2020-01-03', next_step: { what: '打电话', due_at: soon } });
  await expect.poll(async () => ((await (await api.get(`/api/v1/deals/${deal.id}`)).json()) as { next_step_state: string }).next_step_state).toBe('overdue');
  const page = await openAs('sales', { language: 'zh' });
  await page.goto('/deals?step_due=true');
  await card(page, deal.id).getByRole('link').focus();
  await page.keyboard.press('Shift+ArrowRight');
  const form = page.getByRole('dialog', { name: d.stepFirst(deal.name) });
  await expect(form.getByText(d.stepWhy)).toBeVisible();
  await form.getByRole('button', { name: texts.zh.log.inDays(3), exact: true }).click();
  await form.getByRole('button', { name: texts.zh.common.save }).click();
  await expect(form).toBeHidden();
  await page.goto('/deals');
  await expect(column(page, STAGES.zh.need).locator(`[data-deal="${deal.id}"]`)).toBeVisible();
});

test('of thousands of cards only those in sight are drawn (OPP-1)', async ({ openAs, apiAs }) => {
  test.setTimeout(120_000);
  const api = await apiAs('sales');
  const party = await customer(api, '很多单集团');
  for (let at = 0; at < 60; at += 1) await dealt(api, `很多${at}`, { party_id: party.id, stage: 'offer', expected_on: `2019-01-${String((at % 28) + 1).padStart(2, '0')}` });
  const page = await openAs('sales', { language: 'zh' });
  await page.goto('/deals?q=很多');
  const offer = column(page, STAGES.zh.offer);
  await expect(offer.getByRole('heading')).toContainText('60');
  expect(await offer.locator('.deal-card').count()).toBeLessThan(20);
  // scrolling brings the last of them
  const cards = offer.locator('.deal-cards');
  await expect.poll(async () => {
    await cards.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    return offer.locator('li').last().getAttribute('data-index');
  }).toBe('59');
  expect(await offer.locator('.deal-card').count()).toBeLessThan(20);
});
