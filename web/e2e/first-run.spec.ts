// The first run on an empty folder, and finding one's way in.

import { choose, expect, LANGUAGES, test, texts } from './fixtures';
import { startServer } from './server';

for (const language of LANGUAGES) {
  const t = texts[language];

  test(`${language}: setting up leads to an empty Today that teaches`, async ({ browser }) => {
    const server = await startServer('empty');
    try {
      const page = await browser.newPage({ baseURL: server.url });
      await choose(page, { language });
      await page.goto('/');
      await expect(page).toHaveURL(/\/setup$/);
      await page.getByLabel(t.session.yourName).fill('林晓燕');
      await page.getByLabel(t.session.email).fill('lin@example.com');
      await page.getByLabel(t.session.password).fill('a-long-password');
      await page.getByLabel(t.session.teamName).fill('华东一部');
      await page.getByRole('button', { name: t.session.setUp }).click();
      await expect(page.getByRole('heading', { name: t.today.startTitle })).toBeVisible();
      await expect(page.getByRole('link', { name: t.shell.team })).toBeVisible();

      // the set-up is gone for good: its address leads to signing in
      await page.context().clearCookies();
      await page.goto('/setup');
      await expect(page.getByRole('button', { name: t.session.signIn })).toBeVisible();
      await page.close();
    } finally {
      await server.stop();
    }
  });

  test(`${language}: a wrong password is explained and nothing typed is lost`, async ({ openAs }) => {
    const page = await openAs(null, { language });
    await page.goto('/prospects?grade=A');
    await page.getByLabel(t.session.email).fill('chen@demo.tuoke');
    await page.getByLabel(t.session.password).fill('not the password');
    await page.getByRole('button', { name: t.session.signIn }).click();
    await expect(page.getByRole('alert')).toContainText(t.problems.byCode['wrong_credentials'] ?? '');
    await expect(page.getByLabel(t.session.email)).toHaveValue('chen@demo.tuoke');

    await page.getByLabel(t.session.password).fill('tuoke-demo');
    await page.getByRole('button', { name: t.session.signIn }).click();
    // back to where the visitor was going
    await expect(page).toHaveURL(/\/prospects\?grade=A/);
    await expect(page.getByRole('heading', { name: t.prospects.title })).toBeVisible();
  });
}

test('the language switches without reloading', async ({ openAs }) => {
  const page = await openAs('sales', { language: 'zh' });
  await page.goto('/today');
  await expect(page.getByRole('heading', { name: texts.zh.today.title })).toBeVisible();
  await page.evaluate(() => document.body.setAttribute('data-same-document', ''));
  await page.getByRole('button', { name: texts.zh.shell.toOtherLanguage }).click();
  await expect(page.getByRole('heading', { name: texts.en.today.title })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('body[data-same-document]')).toBeAttached();
});
