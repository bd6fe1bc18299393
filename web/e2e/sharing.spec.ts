// Who reaches a record besides its owner: a deputy for a holiday, a colleague it is shared with; and what it said when.

import type { APIRequestContext } from '@playwright/test';
import { violations } from './axe';
import { expect, LANGUAGES, test, texts } from './fixtures';

interface Made { id: string; version: number }
interface Colleague { id: string; name: string; team: { name: string } | null }

/** The deputy and recipient in all tests: the representative that the fixtures sign in. */
const CHEN = '陈志远';

const inDays = (days: number) => {
  const day = new Date(Date.now() + days * 86_400_000);
  return new Date(day.getTime() - day.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

async function colleague(api: APIRequestContext, name: string): Promise<{ id: string; label: string }> {
  const { people } = (await (await api.get('/api/v1/colleagues')).json()) as { people: Colleague[] };
  const found = people.find((one) => one.name === name);
  if (!found) throw new Error(`no colleague ${name}`);
  return { id: found.id, label: found.team ? `${name} · ${found.team.name}` : name };
}

for (const language of LANGUAGES) {
  const t = texts[language];
  const away = language === 'zh' ? '沈佳慧' : '何俊杰';

  test(`${language}: a deputy works a colleague's day until it is ended`, async ({ openAs, apiAs }) => {
    const chen = await colleague(await apiAs('manager'), CHEN);
    const manager = await openAs('manager', { language });
    await manager.goto('/team/deputies');
    const form = manager.getByRole('form', { name: t.sharing.nameDeputy });
    await form.getByLabel(t.sharing.away).selectOption({ label: away });
    await form.getByLabel(t.sharing.deputy, { exact: true }).selectOption({ label: chen.label });
    await form.getByLabel(t.sharing.until).fill(inDays(7));
    await form.getByLabel(t.sharing.note).fill('两家快签了');
    await form.getByRole('button', { name: t.sharing.nameDeputy }).click();
    await expect(manager.getByText(t.sharing.named(CHEN))).toBeVisible();
    const row = manager.getByRole('row').filter({ hasText: away });
    await expect(row).toContainText(t.sharing.states.running);
    expect(await violations(manager)).toEqual([]);

    const sales = await openAs('sales', { language });
    await sales.goto('/today');
    const day = sales.getByRole('region', { name: new RegExp(away) });
    await expect(day.locator('.line').first()).toContainText(t.sharing.whose(away));
    expect(await violations(sales)).toEqual([]);
    // it is worked like the own day
    const first = await day.locator('.line-name').first().innerText();
    await day.locator('.line-name').first().click();
    const side = sales.getByRole('complementary', { name: t.log.title(first) });
    await side.getByRole('link', { name: t.today.openRecord }).click();
    await expect(sales.getByText(t.sharing.youCover)).toBeVisible();
    await expect(sales.getByRole('button', { name: t.record.log })).toBeVisible();
    await expect(sales.getByRole('button', { name: t.sharing.share, exact: true })).toHaveCount(0);

    await row.getByRole('button', { name: t.sharing.endEarly }).click();
    await manager.getByRole('tooltip').getByRole('button', { name: t.sharing.endEarly }).click();
    await expect(row).toContainText(t.sharing.states.over);
    await sales.reload();
    await expect(sales.getByText(t.problems.byCode['not_found'] ?? '')).toBeVisible();
    await sales.goto('/today');
    await expect(sales.locator('.line').first()).toBeVisible();
    await expect(sales.getByRole('region', { name: new RegExp(away) })).toHaveCount(0);
  });

  test(`${language}: a record is shared, found among what is shared, and taken back`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const name = language === 'zh' ? '共享客户甲' : '共享客户乙';
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'person', name, allow_duplicate: true } })).json()) as Made;
    const owner = await colleague(api, '梁家豪');
    await api.post('/api/v1/parties/assignments', { data: { ids: [made.id], owner_id: owner.id } });
    const chen = await colleague(api, CHEN);

    const manager = await openAs('manager', { language });
    await manager.goto(`/prospects/${made.id}`);
    await manager.getByRole('button', { name: t.sharing.share, exact: true }).click();
    const dialog = manager.getByRole('dialog');
    await dialog.getByLabel(t.sharing.with).selectOption({ label: chen.label });
    await dialog.getByLabel(t.sharing.level).selectOption('work');
    await dialog.getByLabel(t.sharing.why).fill('老家同乡');
    await dialog.getByRole('button', { name: t.sharing.share, exact: true }).click();
    await expect(dialog.getByText('老家同乡')).toBeVisible();
    expect(await violations(manager)).toEqual([]);

    const sales = await openAs('sales', { language });
    await sales.goto('/prospects');
    await sales.getByRole('button', { name: t.sharing.sharedWithMe }).click();
    await expect(sales.getByRole('row').filter({ hasText: name })).toHaveCount(1);
    await sales.goto(`/prospects/${made.id}`);
    await expect(sales.getByText(t.sharing.youShare)).toBeVisible();
    await expect(sales.getByRole('button', { name: t.record.log })).toBeVisible();

    await dialog.getByRole('button', { name: t.sharing.takeBackFrom(CHEN) }).click();
    await expect(dialog.getByText(t.sharing.noShares)).toBeVisible();
    await sales.reload();
    await expect(sales.getByText(t.problems.byCode['not_found'] ?? '')).toBeVisible();
  });

  test(`${language}: a fact tells what it said, from when, by whom and how`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const asked = { kind: 'person', name: language === 'zh' ? '履历甲' : '履历乙', phones: ['13900007777'], facts: { employer: '华信电子' }, allow_duplicate: true };
    const made = (await (await api.post('/api/v1/parties', { data: asked })).json()) as Made;
    await api.patch(`/api/v1/parties/${made.id}`, { data: { version: made.version, facts: { employer: '海川机械' } } });
    const page = await openAs('manager', { language });
    await page.goto(`/prospects/${made.id}`);
    await page.getByRole('radio', { name: t.record.filters.facts }).click();
    const history = page.getByRole('region', { name: t.sharing.history });
    await expect(history.getByText('139****7777')).toBeVisible();
    await page.getByLabel(t.sharing.fact, { exact: true }).selectOption('employer');
    await expect(history.getByRole('row')).toHaveCount(3);
    await expect(history.getByRole('row').nth(1)).toContainText('海川机械');
    await expect(history.getByRole('row').nth(1)).toContainText(t.sharing.before('华信电子'));
    await expect(history.getByRole('row').nth(2)).toContainText(t.sharing.ways.hand);
    expect(await violations(page)).toEqual([]);
  });
}
