// A session that ends while somebody is writing.

import { expect, LANGUAGES, PASSWORD, test, texts } from './fixtures';

for (const language of LANGUAGES) {
  const t = texts[language];
  const name = language === 'zh' ? '续登甲' : '续登乙';

  test(`${language}: after signing in again, what was typed is saved`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'person', name, allow_duplicate: true } })).json()) as { id: string };
    const page = await openAs('manager', { language });
    await page.goto(`/prospects/${made.id}`);
    await page.getByRole('button', { name: t.record.log }).click();
    const panel = page.getByRole('form', { name: t.log.title(name) });
    const outcome = panel.getByRole('radiogroup', { name: t.log.outcome }).getByRole('radio').nth(2);
    await outcome.click();
    await expect(outcome).toBeChecked();
    await panel.getByLabel(t.log.note).fill('谈到一半，会话过期');
    await page.context().clearCookies();
    await panel.getByRole('button', { name: t.log.saveOnly, exact: true }).click();

    const dialog = page.getByRole('dialog', { name: t.session.signInAgain });
    await expect(dialog).toBeVisible();
    await dialog.getByLabel(t.session.password).fill(PASSWORD);
    await dialog.getByRole('button', { name: t.session.signIn }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('region', { name: t.record.timeline }).getByText('谈到一半，会话过期')).toBeVisible();
  });
}

for (const language of LANGUAGES) {
  const t = texts[language];

  test(`${language}: a token opens what was chosen and is listed with it`, async ({ openAs, demo, playwright }) => {
    const page = await openAs('sales', { language });
    await page.goto('/account');
    await page.getByLabel(t.session.tokenName).fill(`script-${language}`);
    await page.getByRole('group', { name: t.session.opens }).getByRole('button', { name: t.session.scopes.export }).click();
    await page.getByRole('button', { name: t.session.createToken }).click();
    const token = (await page.getByRole('status').locator('code').textContent()) ?? '';
    const line = page.locator('.account-line').filter({ hasText: `script-${language}` });
    await expect(line).toContainText(`${t.session.scopes.read} · ${t.session.scopes.export}`);
    await expect(line).toContainText(t.session.limitedTo(600));
    const program = await playwright.request.newContext({ baseURL: demo.url, extraHTTPHeaders: { authorization: `Bearer ${token}` } });
    expect((await program.get('/api/v1/parties?limit=1')).headers()['ratelimit-policy']).toContain('q=600');
    expect((await program.post('/api/v1/parties', { data: { kind: 'person', name: '张三' } })).status()).toBe(403);
    await program.dispose();
    await line.getByRole('button', { name: t.session.revokeToken(`script-${language}`) }).click();
    await expect(line).toHaveCount(0);
  });
}
