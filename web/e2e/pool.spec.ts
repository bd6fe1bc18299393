// The public pool: a record is claimed with one click and put back; many are shared out.

import { expect, LANGUAGES, test, texts } from './fixtures';

interface Made { id: string }

for (const language of LANGUAGES) {
  const t = texts[language];
  const name = language === 'zh' ? '公海甲' : '公海乙';

  test(`${language}: a record of the pool is claimed and put back`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'person', name, phones: ['13700001111'], allow_duplicate: true } })).json()) as Made;
    await api.post('/api/v1/parties/assignments', { data: { ids: [made.id], owner_id: null } });

    const page = await openAs('sales', { language });
    await page.goto(`/prospects/${made.id}`);
    // before it is claimed, the policy names what would make it yes
    const policy = page.getByRole('region', { name: t.policy.title });
    await policy.locator('.policy-line summary').first().click();
    await expect(policy.getByText(t.policy.toLift('').trim()).first()).toBeVisible();

    await page.goto('/prospects/pool');
    await page.getByLabel(t.prospects.searchHere).fill(name);
    await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(1);
    await page.getByRole('row').filter({ hasText: name }).getByRole('button', { name: t.pool.claim }).click();
    await expect(page.getByText(t.pool.claimed(name))).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(0);

    await page.goto(`/prospects/${made.id}`);
    await page.getByRole('button', { name: t.pool.release }).click();
    await expect(page.getByText(t.pool.released(name))).toBeVisible();
    await expect(page.getByRole('button', { name: t.pool.claim })).toBeVisible();
  });

  test(`${language}: a consent is recorded and changes what is allowed`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'person', name: `同意${name}`, allow_duplicate: true } })).json()) as Made;
    const page = await openAs('manager', { language });
    await page.goto(`/prospects/${made.id}`);
    const policy = page.getByRole('region', { name: t.policy.title });
    await expect(policy.locator('.policy-answer[data-answer="no"]')).toHaveCount(2);
    await policy.getByRole('button', { name: t.policy.add }).click();
    await policy.getByLabel(t.policy.channel).selectOption('email');
    await policy.getByLabel(t.common.note).fill('展会登记表');
    await policy.getByRole('button', { name: t.common.save }).click();
    await expect(policy.locator('.policy-answer[data-answer="no"]')).toHaveCount(1);
    await policy.getByText(t.policy.ledger).click();
    await expect(policy.getByText('展会登记表')).toBeVisible();
  });
}

test('several get a share of what is selected', async ({ openAs, apiAs }) => {
  const t = texts.zh;
  const api = await apiAs('manager');
  for (const name of ['均分甲', '均分乙']) await api.post('/api/v1/parties', { data: { kind: 'person', name, allow_duplicate: true } });
  const page = await openAs('manager', { language: 'zh' });
  await page.goto('/prospects?q=均分');
  await expect(page.getByRole('row').filter({ hasText: '均分' })).toHaveCount(2);
  for (const box of await page.getByRole('row').filter({ hasText: '均分' }).getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: t.pool.shareOut }).click();
  const dialog = page.getByRole('dialog');
  const people = dialog.getByRole('group', { name: t.pool.shareAmong }).getByRole('button');
  // neither of them holds a record yet that is shared out
  await people.nth(-1).click();
  await people.nth(-2).click();
  await dialog.getByRole('button', { name: t.prospects.assign }).click();
  await expect(page.getByText(t.prospects.assigned('2'))).toBeVisible();
});
