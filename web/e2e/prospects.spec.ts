// The table of prospects: its state lives in the address, its keys work, and many can be assigned at once.

import { expect, LANGUAGES, test, texts } from './fixtures';

for (const language of LANGUAGES) {
  const t = texts[language];

  test(`${language}: filters and order survive a reload`, async ({ openAs }) => {
    const page = await openAs('manager', { language });
    await page.goto('/prospects');
    const table = page.getByRole('region', { name: t.prospects.title });
    await expect(table.getByRole('row').nth(1)).toBeVisible();
    await page.getByRole('button', { name: 'A', exact: true }).click();
    await expect(page).toHaveURL(/grade=A/);
    await page.getByRole('button', { name: t.prospects.column['score'] ?? '', exact: true }).click();
    await expect(page).toHaveURL(/sort=score/);
    await page.reload();
    await expect(page.getByRole('button', { name: 'A', exact: true })).toHaveAttribute('aria-pressed', 'true');
    await expect(table.getByRole('columnheader', { name: t.prospects.column['score'] ?? '' })).toHaveAttribute('aria-sort', 'ascending');
    await expect(table.locator('tbody .grade').first()).toHaveText('A');
  });

  test(`${language}: keys move, select and open`, async ({ openAs }) => {
    const page = await openAs('manager', { language });
    await page.goto('/prospects');
    const rows = page.getByRole('region', { name: t.prospects.title }).locator('tbody tr[style]');
    await expect(rows.nth(2)).toBeVisible();
    const second = await rows.nth(1).getByRole('link').textContent();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await expect(page.getByText(t.prospects.selected('1'))).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText((second ?? '').replace('★', '').replace(t.prospects.golden, '').trim());
  });
}

test('the selected are assigned to a colleague', async ({ openAs }) => {
  const t = texts.en;
  const page = await openAs('manager', { language: 'en' });
  await page.goto('/prospects');
  const table = page.getByRole('region', { name: t.prospects.title });
  await table.locator('tbody').getByRole('checkbox').nth(0).check();
  await table.locator('tbody').getByRole('checkbox').nth(1).check();
  await page.getByLabel(t.prospects.assignTo).selectOption({ index: 1 });
  await page.getByRole('button', { name: t.prospects.assign, exact: true }).click();
  await expect(page.getByText(t.prospects.assigned('2'))).toBeVisible();
});

test('a likely duplicate is shown before a second record is made', async ({ openAs, apiAs }) => {
  const t = texts.zh;
  const api = await apiAs('manager');
  await api.post('/api/v1/parties', { data: { kind: 'person', name: '孪生一', phones: ['13688887777'], allow_duplicate: true } });
  const page = await openAs('manager', { language: 'zh' });
  await page.goto('/prospects?new=1');
  const dialog = page.getByRole('dialog', { name: t.prospects.newTitle });
  await dialog.getByLabel(t.common.name).fill('孪生一');
  await dialog.getByLabel(t.prospects.phones).fill('13688887777');
  await dialog.getByRole('button', { name: t.common.create, exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('孪生一');
  await dialog.getByRole('button', { name: t.prospects.createAnyway }).click();
  await expect(page.getByRole('heading', { level: 1, name: '孪生一' })).toBeVisible();
});

test('a view keeps a filter under a name', async ({ openAs }) => {
  const t = texts.zh;
  const page = await openAs('sales', { language: 'zh' });
  await page.goto('/prospects?grade=B');
  await page.getByRole('button', { name: t.prospects.saveView }).click();
  await page.getByLabel(t.prospects.viewName).fill('我的乙级');
  await page.getByRole('dialog').getByRole('button', { name: t.common.save }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.goto('/prospects');
  await page.getByLabel(t.prospects.views).selectOption({ label: '我的乙级' });
  await expect(page).toHaveURL(/grade=B/);
});
