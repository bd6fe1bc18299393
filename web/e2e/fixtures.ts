// What the tests stand on: a server with the demo team per worker, signed-in pages in either language, and the same
// texts that the page itself shows.

import { type APIRequestContext, type Page, request, test as base } from '@playwright/test';
import { en } from '../src/i18n/en';
import { zh } from '../src/i18n/zh';
import { type Server, startServer } from './server';

export { expect } from '@playwright/test';

export type Language = 'zh' | 'en';
export const LANGUAGES: Language[] = ['zh', 'en'];
export const texts = { zh, en };

export type Person = 'manager' | 'sales' | 'administrator';
const EMAIL: Record<Person, string> = { manager: 'lin@demo.tuoke', sales: 'chen@demo.tuoke', administrator: 'admin@demo.tuoke' };
export const PASSWORD = 'tuoke-demo';

/** Headers that the server asks of a browser that changes something. */
export const fromPage = (url: string) => ({ 'x-tuoke-csrf': '1', origin: url });

export interface Look { language: Language; theme?: 'light' | 'dark' }
export type OpenAs = (person: Person | null, look: Look) => Promise<Page>;

type Cookies = Awaited<ReturnType<APIRequestContext['storageState']>>['cookies'];

interface WorkerParts { demo: Server; cookies: Record<Person, Cookies> }
interface TestParts {
  /** a page of the demo server; signing in happens once per worker, since it is limited in rate */
  openAs: OpenAs;
  /** calls the API of the demo server as somebody */
  apiAs: (person: Person) => Promise<APIRequestContext>;
}

export async function signIn(server: Server, email: string, password: string): Promise<Cookies> {
  const context = await request.newContext({ baseURL: server.url, extraHTTPHeaders: fromPage(server.url) });
  const answer = await context.post('/api/v1/sessions', { data: { email, password } });
  if (!answer.ok()) throw new Error(`signing in as ${email}: ${answer.status()} ${await answer.text()}`);
  const { cookies } = await context.storageState();
  await context.dispose();
  return cookies;
}

/** The sessions of a worker are begun once: nobody is asked again who they are while its tests run. */
async function trustForHours(server: Server, cookies: Cookies): Promise<void> {
  const context = await request.newContext({ baseURL: server.url, extraHTTPHeaders: fromPage(server.url), storageState: { cookies, origins: [] } });
  const answer = await context.put('/api/v1/sign-in-rules', { data: { rules: { proof_minutes: 480 }, version: 0 } });
  if (!answer.ok()) throw new Error(`the rules of signing in: ${answer.status()} ${await answer.text()}`);
  await context.dispose();
}

/** Chooses language and look before the page's first script runs, unless the page has stored a choice already. */
export async function choose(page: Page, look: Look): Promise<void> {
  await page.addInitScript((chosen) => {
    if (!localStorage.getItem('tuoke.preferences')) localStorage.setItem('tuoke.preferences', JSON.stringify(chosen));
  }, look);
}

export const test = base.extend<TestParts, WorkerParts>({
  demo: [
    async ({}, use) => {
      const server = await startServer('demo');
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  cookies: [
    async ({ demo }, use) => {
      const manager = await signIn(demo, EMAIL.manager, PASSWORD);
      const sales = await signIn(demo, EMAIL.sales, PASSWORD);
      const administrator = await signIn(demo, EMAIL.administrator, PASSWORD);
      await trustForHours(demo, administrator);
      await use({ manager, sales, administrator });
    },
    { scope: 'worker' },
  ],
  openAs: async ({ browser, demo, cookies, contextOptions }, use) => {
    const opened: Page[] = [];
    const problems: string[] = [];
    await use(async (person, look) => {
      const context = await browser.newContext({ ...contextOptions, baseURL: demo.url, colorScheme: look.theme ?? 'light' });
      if (person) await context.addCookies(cookies[person]);
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(error.message));
      await choose(page, look);
      opened.push(page);
      return page;
    });
    await Promise.all(opened.map((page) => page.context().close()));
    if (problems.length > 0) throw new Error(`errors in the page: ${problems.join('; ')}`);
  },
  apiAs: async ({ demo, cookies }, use) => {
    const contexts: APIRequestContext[] = [];
    await use(async (person) => {
      const context = await request.newContext({
        baseURL: demo.url, extraHTTPHeaders: fromPage(demo.url), storageState: { cookies: cookies[person], origins: [] },
      });
      contexts.push(context);
      return context;
    });
    await Promise.all(contexts.map((context) => context.dispose()));
  },
});
