// Signing in: a second factor, recovery codes, sessions, links, and identity providers.

import type { Browser, Page } from '@playwright/test';
import { violations } from './axe';
import { choose, expect, fromPage, type Language, LANGUAGES, PASSWORD, signIn, test, texts } from './fixtures';
import { newKey, startProvider } from './provider';
import { type Server, startServer } from './server';
import { totp } from './totp';

const CHEN = 'chen@demo.tuoke';
const ADMIN = 'admin@demo.tuoke';

async function open(browser: Browser, server: Server, language: Language): Promise<Page> {
  const page = await browser.newPage({ baseURL: server.url });
  await choose(page, { language });
  return page;
}

async function enter(page: Page, language: Language, email: string, password = PASSWORD): Promise<void> {
  const t = texts[language];
  await page.goto('/sign-in');
  await page.getByLabel(t.session.email).fill(email);
  await page.getByLabel(t.session.password).fill(password);
  await page.getByRole('button', { name: t.session.signIn, exact: true }).click();
}

/** Signs in by the API and hands the session to the page. */
async function opened(browser: Browser, server: Server, language: Language, email: string): Promise<Page> {
  const page = await open(browser, server, language);
  await page.context().addCookies(await signIn(server, email, PASSWORD));
  return page;
}

/** Goes through the set-up; answers the secret and the recovery codes. */
async function enrol(page: Page, language: Language): Promise<{ secret: string; codes: string[] }> {
  const t = texts[language];
  await page.getByRole('button', { name: t.signIn.turnOn, exact: true }).click();
  await expect(page.getByRole('img', { name: t.signIn.qr })).toBeVisible();
  const secret = await page.locator('code.secret').innerText();
  // the step before this one, so that a later test need not wait for the next
  await page.getByLabel(t.signIn.firstCode).fill(totp(secret, -1));
  await page.getByRole('button', { name: t.signIn.confirm, exact: true }).last().click();
  await expect(page.getByText(t.signIn.codesTitle)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const codes = await page.locator('.recovery-codes code').allInnerTexts();
  expect(codes).toHaveLength(10);
  await page.getByRole('button', { name: t.signIn.saved }).click();
  return { secret, codes };
}

for (const language of LANGUAGES) {
  const t = texts[language];

  test(`${language}: a second factor is set up, asked for, and replaced by a recovery code`, async ({ browser }) => {
    const server = await startServer('demo');
    try {
      const page = await opened(browser, server, language, CHEN);
      await page.goto('/account');
      const { secret, codes } = await enrol(page, language);
      await expect(page.getByText(t.signIn.codesLeft('10'))).toBeVisible();

      await page.context().clearCookies();
      await enter(page, language, CHEN);
      const code = page.getByLabel(t.signIn.code);
      await expect(code).toBeFocused();
      expect(await violations(page)).toEqual([]);
      // older than the clocks of two machines may differ
      await code.fill(totp(secret, -2));
      await page.getByRole('button', { name: t.signIn.continue }).click();
      await expect(page.getByText(t.problems.fieldByCode['wrong_code'] ?? '')).toBeVisible();
      await code.fill(totp(secret));
      await page.getByRole('button', { name: t.signIn.continue }).click();
      await expect(page.getByRole('heading', { name: t.today.title })).toBeVisible();

      await page.context().clearCookies();
      await enter(page, language, CHEN);
      await code.fill(codes[0] ?? '');
      await page.getByRole('button', { name: t.signIn.continue }).click();
      await expect(page.getByRole('heading', { name: t.today.title })).toBeVisible();
      await page.goto('/account');
      await expect(page.getByText(t.signIn.codesLeft('9'))).toBeVisible();
      await page.close();
    } finally {
      await server.stop();
    }
  });

  test(`${language}: an administrator demands a second factor, and helps when it is lost`, async ({ browser }) => {
    const server = await startServer('demo');
    try {
      const admin = await opened(browser, server, language, ADMIN);
      await admin.goto('/team/sign-in');
      const role = t.codes.role['sales'] ?? '';
      await admin.getByRole('group', { name: t.signIn.demandFor }).getByRole('button', { name: role, exact: true }).click();
      await admin.getByRole('button', { name: t.common.save }).click();
      await expect(admin.getByText(t.common.saved)).toBeVisible();

      const page = await open(browser, server, language);
      await enter(page, language, CHEN);
      await expect(page.getByRole('heading', { name: t.signIn.enrolTitle })).toBeVisible();
      await enrol(page, language);
      await expect(page.getByRole('heading', { name: t.today.title })).toBeVisible();

      // the phone is lost: the administrator removes the factor and hands out a link
      const users = (await (await admin.request.get('/api/v1/users')).json()) as { items: { name: string; email: string }[] };
      const name = users.items.find((one) => one.email === CHEN)?.name ?? '';
      await admin.goto('/team');
      await admin.getByRole('button', { name: t.team.editUser(name) }).click();
      await admin.getByRole('button', { name: t.signIn.resetFactor }).click();
      await expect(admin.getByText(t.signIn.factorReset(name))).toBeVisible();
      await admin.getByRole('button', { name: t.signIn.makeLink }).click();
      const link = await admin.locator('.token-shown code').innerText();
      expect(new URL(link).hash).toMatch(/^#[0-9a-f]{64}$/);

      const fresh = await open(browser, server, language);
      await fresh.goto(link);
      await expect(fresh).toHaveURL(`${server.url}/set-password`);
      await fresh.getByLabel(t.session.newPassword).fill('password1234');
      await fresh.getByRole('button', { name: t.signIn.setPassword }).click();
      await expect(fresh.getByText(t.problems.fieldByCode['common'] ?? '')).toBeVisible();
      expect(await violations(fresh)).toEqual([]);
      await fresh.getByLabel(t.session.newPassword).fill('landlord-teapot-violin');
      await fresh.getByRole('button', { name: t.signIn.setPassword }).click();
      await fresh.getByRole('link', { name: t.signIn.toSignIn }).click();
      await enter(fresh, language, CHEN, 'landlord-teapot-violin');
      await expect(fresh.getByRole('heading', { name: t.signIn.enrolTitle })).toBeVisible();
      await Promise.all([admin.close(), page.close(), fresh.close()]);
    } finally {
      await server.stop();
    }
  });

  test(`${language}: sessions are listed and ended, and important acts ask who it is`, async ({ browser }) => {
    const server = await startServer('demo');
    try {
      await signIn(server, CHEN, PASSWORD);
      const page = await opened(browser, server, language, CHEN);
      await page.goto('/account');
      const lines = page.locator('.account-line').filter({ hasText: '127.0.0.1' });
      await expect(lines).toHaveCount(2);
      await expect(page.getByText(t.session.thisSession)).toBeVisible();
      await page.getByRole('button', { name: t.signIn.endOthers }).click();
      await expect(lines).toHaveCount(1);

      // a while later: the server refuses once, as it does when the last proof is old
      let refused = false;
      await page.route('**/api/v1/me/tokens', async (route) => {
        if (refused || route.request().method() !== 'POST') return route.fallback();
        refused = true;
        return route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify({ status: 403, code: 'prove_again' }) });
      });
      await page.getByLabel(t.session.tokenName).fill('nightly');
      await page.getByRole('button', { name: t.session.createToken }).click();
      const dialog = page.getByRole('dialog', { name: t.signIn.proveTitle });
      await dialog.getByLabel(t.session.password).fill('a guess');
      await dialog.getByRole('button', { name: t.signIn.prove }).click();
      await expect(dialog.getByText(t.problems.fieldByCode['wrong'] ?? '')).toBeVisible();
      await dialog.getByLabel(t.session.password).fill(PASSWORD);
      await dialog.getByRole('button', { name: t.signIn.prove }).click();
      await expect(dialog).toBeHidden();
      await expect(page.locator('.token-shown')).toContainText('tk_');
      await page.close();
    } finally {
      await server.stop();
    }
  });

  test(`${language}: signing in at an identity provider, and what is refused`, async ({ browser }) => {
    const idp = await startProvider({
      'subject-chen': { email: CHEN, email_verified: true, name: '陈' },
      'subject-lin': { email: 'lin@demo.tuoke', email_verified: false, name: '林' },
      'subject-new': { email: 'nobody@example.com', email_verified: true, name: '新' },
    });
    const server = await startServer('demo', idp.settings);
    try {
      const page = await open(browser, server, language);
      const button = page.getByRole('link', { name: t.signIn.at('Keycloak') });
      const attempt = async (who: string) => {
        await page.context().clearCookies();
        idp.who = who;
        await page.goto('/sign-in?to=/prospects');
        await button.click();
      };
      const refused = (code: string) => expect(page.getByRole('alert')).toContainText(t.problems.byCode[code] ?? 'no words');

      await attempt('subject-chen');
      await expect(page).toHaveURL(/\/prospects$/);
      const me = (await (await page.request.get('/api/v1/me')).json()) as { email: string };
      expect(me.email).toBe(CHEN);

      await attempt('subject-new');
      await refused('unknown_account');
      expect(await violations(page)).toEqual([]);
      await attempt('subject-lin');
      await refused('email_not_verified');

      // tokens that are over, meant for another, or signed by another
      const seconds = Math.floor(Date.now() / 1000);
      for (const forge of [
        (claims: Record<string, unknown>) => ({ claims: { ...claims, exp: seconds - 60, iat: seconds - 120 } }),
        (claims: Record<string, unknown>) => ({ claims: { ...claims, aud: 'another' } }),
        (claims: Record<string, unknown>) => ({ claims: { ...claims, nonce: 'of another sign-in' } }),
        (claims: Record<string, unknown>) => ({ claims, key: newKey() }),
      ]) {
        idp.forge = forge;
        await attempt('subject-chen');
        await refused('provider_unproven');
      }
      idp.forge = null;

      // an answer to a sign-in that this browser did not begin
      await page.context().clearCookies();
      const begun = await page.request.get('/api/v1/sign-in/sso', { maxRedirects: 0 });
      const elsewhere = new URL(begun.headers()['location'] ?? '');
      expect(elsewhere.searchParams.get('code_challenge_method')).toBe('S256');
      elsewhere.searchParams.set('state', 'of-somebody-else');
      await page.goto(elsewhere.toString());
      await refused('sign_in_stale');
      await page.goto('/api/v1/sign-in/sso/return?code=stolen&state=guessed');
      await refused('sign_in_stale');
      await page.goto('/api/v1/sign-in/sso?to=//evil.example');
      await expect(page).toHaveURL(`${server.url}/today`);

      // switched off here, though the provider still knows them
      const admin = await opened(browser, server, language, ADMIN);
      const users = (await (await admin.request.get('/api/v1/users')).json()) as { items: { id: string; email: string }[] };
      const id = users.items.find((one) => one.email === CHEN)?.id ?? '';
      const off = await admin.request.patch(`/api/v1/users/${id}`, { data: { active: false }, headers: fromPage(server.url) });
      expect(off.ok()).toBe(true);
      await attempt('subject-chen');
      await refused('account_off');

      // passwords for administrators only: the form steps back
      await admin.goto('/team/sign-in');
      await admin.getByRole('radio', { name: t.signIn.passwordWho.administrators }).check();
      await admin.getByRole('button', { name: t.common.save }).click();
      await expect(admin.getByText(t.common.saved)).toBeVisible();
      await page.context().clearCookies();
      await page.goto('/sign-in');
      await expect(button).toBeVisible();
      await expect(page.getByLabel(t.session.password)).toHaveCount(0);
      await page.getByRole('button', { name: t.signIn.withPassword }).click();
      await page.getByLabel(t.session.email).fill('lin@demo.tuoke');
      await page.getByLabel(t.session.password).fill(PASSWORD);
      await page.getByRole('button', { name: t.session.signIn, exact: true }).click();
      await refused('wrong_credentials');

      await idp.stop();
      await page.goto('/sign-in');
      await button.click();
      await refused('provider_down');
      await Promise.all([admin.close(), page.close()]);
    } finally {
      await idp.stop().catch(() => undefined);
      await server.stop();
    }
  });
}
