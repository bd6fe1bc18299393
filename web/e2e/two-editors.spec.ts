// Two people edit the same thing in two browsers: the second sees what the first made of it, and loses nothing typed.

import type { Page } from '@playwright/test';
import { expect, LANGUAGES, test, texts } from './fixtures';

interface Made { id: string }

for (const language of LANGUAGES) {
  const t = texts[language];
  const clash = (page: Page) => page.getByRole('alert', { name: t.differences.title });
  // not what was saved by them; while it works the button is called otherwise at its beginning
  const save = new RegExp(`${t.common.save}$`);
  const choice = (page: Page, whose: 'mine' | 'theirs') => clash(page).getByRole('button', { name: t.differences[whose] });

  test(`${language}: one fact of a record`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const name = language === 'zh' ? '冲突甲' : '冲突乙';
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'person', name, facts: { need: '甲' }, allow_duplicate: true } })).json()) as Made;
    const [first, second] = [await openAs('manager', { language }), await openAs('administrator', { language })];
    const card = (page: Page) => page.getByRole('region', { name: t.record.card });
    const type = async (page: Page, text: string) => {
      await card(page).locator('.fact-value').filter({ hasText: '甲' }).click();
      await card(page).getByRole('textbox').fill(text);
    };
    for (const page of [first, second]) await page.goto(`/prospects/${made.id}`);
    await type(first, '乙');
    await type(second, '丙');
    await card(first).getByRole('button', { name: save }).click();
    await expect(card(first).locator('.fact-value').filter({ hasText: '乙' })).toBeVisible();
    await card(second).getByRole('button', { name: save }).click();
    await expect(choice(second, 'theirs')).toContainText('乙');
    await expect(choice(second, 'mine')).toContainText('丙');
    await expect(card(second).getByRole('textbox')).toHaveValue('丙');
    await card(second).getByRole('button', { name: save }).click();
    await expect(card(second).locator('.fact-value').filter({ hasText: '丙' })).toBeVisible();
    await first.reload();
    await expect(card(first).locator('.fact-value').filter({ hasText: '丙' })).toBeVisible();
  });

  test(`${language}: what differs in another field is joined without a question`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const name = language === 'zh' ? '并存甲' : '并存乙';
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'person', name, facts: { need: '甲' }, allow_duplicate: true } })).json()) as Made;
    const page = await openAs('manager', { language });
    await page.goto(`/prospects/${made.id}`);
    const card = page.getByRole('region', { name: t.record.card });
    await card.locator('.fact-value').filter({ hasText: '甲' }).click();
    await card.getByRole('textbox').fill('丙');
    const read = (await api.get(`/api/v1/parties/${made.id}`)).headers()['etag'] ?? '';
    expect((await api.patch(`/api/v1/parties/${made.id}`, { headers: { 'if-match': read }, data: { name: `${name}改` } })).ok()).toBe(true);
    await card.getByRole('button', { name: save }).click();
    await expect(card.locator('.fact-value').filter({ hasText: '丙' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`${name}改`);
  });

  test(`${language}: the settings, field by field`, async ({ openAs }) => {
    const [first, second] = [await openAs('administrator', { language }), await openAs('administrator', { language })];
    const field = (page: Page, path: string) => page.getByLabel(t.settings.fields[path] ?? '');
    for (const page of [first, second]) await page.goto('/team/settings');
    const [a, c] = [await field(first, 'screening.a_from').inputValue(), await field(first, 'screening.c_from').inputValue()];
    const up = (value: string, by: number) => String(Number(value) + by);
    await field(first, 'screening.a_from').fill(up(a, 1));
    await field(first, 'screening.c_from').fill(up(c, 1));
    await field(second, 'screening.c_from').fill(up(c, 2));
    for (const [page, why] of [[first, 'first'], [second, 'second']] as const) await page.getByRole('textbox', { name: t.common.reason }).fill(`${why}-${language}`);
    await first.getByRole('button', { name: t.settings.saveChanges }).click();
    await expect(first.getByText(`first-${language}`)).toBeVisible();
    await second.getByRole('button', { name: t.settings.saveChanges }).click();
    await expect(choice(second, 'theirs')).toContainText(up(c, 1));
    await expect(choice(second, 'mine')).toContainText(up(c, 2));
    // theirs alone is taken over; the reason is still there
    await expect(field(second, 'screening.a_from')).toHaveValue(up(a, 1));
    await expect(second.getByRole('textbox', { name: t.common.reason })).toHaveValue(`second-${language}`);
    await choice(second, 'mine').click();
    await second.getByRole('button', { name: t.settings.saveChanges }).click();
    await expect(second.getByText(`second-${language}`)).toBeVisible();
    await expect(field(second, 'screening.c_from')).toHaveValue(up(c, 2));
    await expect(field(second, 'screening.a_from')).toHaveValue(up(a, 1));
  });

  test(`${language}: a team, renamed by both`, async ({ openAs, apiAs }) => {
    const api = await apiAs('administrator');
    const [root] = ((await (await api.get('/api/v1/teams')).json()) as { items: Made[] }).items;
    const team = `${language}-west`;
    await api.post('/api/v1/teams', { data: { name: team, parent_id: root?.id } });
    const [first, second] = [await openAs('administrator', { language }), await openAs('administrator', { language })];
    const dialog = (page: Page) => page.getByRole('dialog');
    for (const page of [first, second]) {
      await page.goto('/team');
      await page.getByRole('button', { name: t.team.editTeam(team) }).click();
    }
    await dialog(first).getByLabel(t.team.teamName).fill(`${team}-1`);
    await dialog(second).getByLabel(t.team.teamName).fill(`${team}-2`);
    await dialog(first).getByRole('button', { name: save }).click();
    await expect(dialog(first)).toBeHidden();
    await dialog(second).getByRole('button', { name: save }).click();
    await expect(choice(second, 'theirs')).toContainText(`${team}-1`);
    await choice(second, 'mine').click();
    await dialog(second).getByRole('button', { name: save }).click();
    await expect(dialog(second)).toBeHidden();
    await expect(second.getByText(`${team}-2`).first()).toBeVisible();
  });

  test(`${language}: a user, where theirs is taken`, async ({ openAs }) => {
    const person = language === 'zh' ? '周一帆' : 'Ye Fan';
    const [first, second] = [await openAs('administrator', { language }), await openAs('administrator', { language })];
    await first.goto('/team');
    await first.getByRole('button', { name: t.team.addUser }).click();
    const dialog = (page: Page) => page.getByRole('dialog');
    await dialog(first).getByLabel(t.session.yourName).fill(person);
    await dialog(first).getByLabel(t.session.email).fill(`two-${language}@example.com`);
    await dialog(first).getByLabel(t.team.initialPassword).fill('a-first-password');
    await dialog(first).getByRole('button', { name: save }).click();
    await expect(dialog(first)).toBeHidden();
    await second.goto('/team');
    for (const page of [first, second]) await page.getByRole('button', { name: t.team.editUser(person) }).click();
    await dialog(first).getByLabel(t.session.yourName).fill(`${person} 1`);
    await dialog(second).getByLabel(t.session.yourName).fill(`${person} 2`);
    await dialog(second).getByLabel(t.pool.territory).fill('苏州');
    await dialog(first).getByRole('button', { name: save }).click();
    await expect(dialog(first)).toBeHidden();
    await dialog(second).getByRole('button', { name: save }).click();
    await choice(second, 'theirs').click();
    await expect(dialog(second).getByRole('textbox', { name: t.session.yourName })).toHaveValue(`${person} 1`);
    await expect(dialog(second).getByLabel(t.pool.territory)).toHaveValue('苏州');
    await dialog(second).getByRole('button', { name: save }).click();
    await expect(dialog(second)).toBeHidden();
    await expect(second.getByRole('row', { name: new RegExp(`${person} 1`) })).toBeVisible();
  });

  test(`${language}: a method's text`, async ({ openAs }) => {
    const [first, second] = [await openAs('manager', { language }), await openAs('administrator', { language })];
    const at = language === 'zh' ? 0 : 1;
    const box = (page: Page) => page.getByRole('dialog').getByRole('textbox', { name: `${t.methods.whenToUse}, ${t.methods.chinese}` });
    for (const [page, text] of [[first, '甲写的'], [second, '乙写的']] as const) {
      await page.goto('/insight/methods?tab=catalogue');
      await page.locator('.method summary').nth(at).click();
      await page.locator('.method').nth(at).getByRole('button', { name: t.methods.editText }).click();
      await box(page).fill(text);
    }
    await first.getByRole('dialog').getByRole('button', { name: save }).click();
    await expect(first.getByRole('dialog')).toBeHidden();
    await second.getByRole('dialog').getByRole('button', { name: save }).click();
    await expect(choice(second, 'theirs')).toContainText('甲写的');
    await expect(box(second)).toHaveValue('乙写的');
    await second.getByRole('dialog').getByRole('button', { name: save }).click();
    await expect(second.getByRole('dialog')).toBeHidden();
  });

  test(`${language}: a saved view in two windows`, async ({ openAs }) => {
    const [first, second] = [await openAs('manager', { language }), await openAs('manager', { language })];
    await first.goto('/prospects?grade=a');
    await first.getByRole('button', { name: t.prospects.saveView }).click();
    await first.getByRole('dialog').getByLabel(t.prospects.viewName).fill(`two-${language}`);
    await first.getByRole('dialog').getByRole('button', { name: save }).click();
    await expect(first).toHaveURL(/view=/);
    const view = new URL(first.url()).searchParams.get('view') ?? '';
    await second.goto(`/prospects?grade=b&view=${view}`);
    await expect(second.getByRole('button', { name: t.prospects.updateView })).toBeVisible();
    await first.goto(`/prospects?grade=c&view=${view}`);
    await first.getByRole('button', { name: t.prospects.updateView }).click();
    await expect(first.getByRole('button', { name: t.prospects.updateView })).toHaveCount(0);
    await second.getByRole('button', { name: t.prospects.updateView }).click();
    await expect(choice(second, 'theirs')).toContainText('c');
    await choice(second, 'mine').click();
    await second.getByRole('dialog').getByRole('button', { name: save }).click();
    await expect(second.getByRole('dialog')).toBeHidden();
    await expect(second).toHaveURL(/grade=b/);
  });
}
