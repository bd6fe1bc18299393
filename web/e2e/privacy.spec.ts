// Requests of people about their own data, as the compliance role answers them.

import { expect, LANGUAGES, test, texts } from './fixtures';

for (const language of LANGUAGES) {
  const t = texts[language];
  const name = language === 'zh' ? '欧阳青岚' : 'Qinglan Ouyang';
  const phone = language === 'zh' ? '13612345987' : '13612345988';

  test(`${language}: somebody asks for a copy, then to be erased, and is gone`, async ({ openAs, apiAs }) => {
    const api = await apiAs('sales');
    const made = await api.post('/api/v1/parties', { data: { kind: 'person', name, phones: [phone], allow_duplicate: true } });
    const { id } = (await made.json()) as { id: string };

    const page = await openAs('administrator', { language });
    await page.goto('/team/requests');
    const ask = async (kind: string) => {
      await page.getByRole('button', { name: t.privacy.add }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(t.privacy.find).fill(phone.slice(-6));
      await dialog.getByRole('button', { name, exact: true }).click();
      await dialog.getByLabel(t.privacy.kind).selectOption(kind);
      await dialog.getByLabel(t.privacy.check).selectOption('document');
      await dialog.getByRole('button', { name: t.common.save }).click();
      await expect(page.getByRole('heading', { name: t.privacy.title })).toBeVisible();
    };
    await ask('export');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: t.privacy.download }).click();
    expect((await downloading).suggestedFilename()).toBe('personal-data.zip');
    await page.getByRole('button', { name: t.privacy.handedOver }).click();
    await expect(page.getByText(t.privacy.state['done'] ?? '', { exact: true })).toBeVisible();

    await page.getByRole('link', { name: t.privacy.register }).click();
    await ask('erasure');
    const plan = page.getByRole('region', { name: t.privacy.plan });
    await expect(plan.getByText(t.privacy.goes).first()).toBeVisible();
    await expect(page.getByRole('button', { name: t.privacy.erase })).toBeDisabled();
    await page.getByLabel(t.privacy.irreversible).check();
    await page.getByRole('button', { name: t.privacy.erase }).click();
    await expect(page.getByText(t.privacy.erasedPerson)).toBeVisible();
    await expect(page.getByText(name)).toHaveCount(0);
    expect((await api.get(`/api/v1/parties/${id}`)).status()).toBe(404);
  });
}

test('a request without ground is refused with what the person was told', async ({ openAs, apiAs }) => {
  const t = texts.en;
  const api = await apiAs('administrator');
  const [candidate] = (await (await api.get('/api/v1/person-requests/candidates?q=zs')).json()) as { id: string }[];
  const asked = { party_id: candidate?.id, kind: 'export', identity_check: 'agent' };
  const { id } = (await (await api.post('/api/v1/person-requests', { data: asked })).json()) as { id: string };
  const page = await openAs('administrator', { language: 'en' });
  await page.goto(`/team/requests/${id}`);
  await page.locator('summary').filter({ hasText: t.privacy.refuse }).click();
  await page.getByLabel(t.privacy.refusal).fill('the authority had expired');
  await page.getByRole('button', { name: t.privacy.refuse }).click();
  await expect(page.getByText('the authority had expired')).toBeVisible();
  await expect(page.getByText(t.privacy.state['refused'] ?? '', { exact: true })).toBeVisible();
});

test('a manager finds no requests', async ({ openAs }) => {
  const page = await openAs('manager', { language: 'zh' });
  await page.goto('/team');
  await expect(page.getByRole('link', { name: texts.zh.team.settings })).toBeVisible();
  await expect(page.getByRole('link', { name: texts.zh.privacy.tab })).toHaveCount(0);
});
