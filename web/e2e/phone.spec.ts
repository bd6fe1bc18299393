// A day on a phone: read Today, log a call, look somebody up. Nothing runs off the side of the screen.

import { devices } from '@playwright/test';
import { around, dealt } from './dealt';
import { expect, LANGUAGES, test, texts } from './fixtures';

const { viewport, userAgent, deviceScaleFactor, isMobile, hasTouch } = devices['iPhone 13'];
test.use({ contextOptions: { viewport, userAgent, deviceScaleFactor, isMobile, hasTouch, timezoneId: 'Asia/Shanghai' } });

for (const language of LANGUAGES) {
  const t = texts[language];

  test(`${language}: a contact is logged by thumb`, async ({ openAs }) => {
    const page = await openAs('sales', { language });
    await page.goto('/today');
    const names = page.locator('.line-name');
    await expect(names.first()).toBeVisible();
    const first = (await names.first().textContent()) ?? '';
    // two may carry one name: one line of that name has to leave
    const named = names.filter({ hasText: first });
    const lines = await named.count();
    await names.first().tap();
    const panel = page.getByRole('form', { name: t.log.title(first) });
    await panel.getByRole('radiogroup', { name: t.log.outcome }).getByRole('radio').nth(3).tap();
    await panel.getByLabel(t.log.note).fill('没接，晚点再打');
    await panel.getByRole('button', { name: t.log.save }).tap();
    await expect(named).toHaveCount(lines - 1);
  });

  test(`${language}: no screen is wider than the phone`, async ({ openAs, apiAs }) => {
    // many screens, each loaded anew
    test.setTimeout(180_000);
    const api = await apiAs('sales');
    const { items } = (await (await api.get('/api/v1/parties?limit=1')).json()) as { items: { id: string }[] };
    const deal = await dealt(api, `一部手机上也要看得见全名的很长很长的商机名称 ${language}`);
    await around(api, deal.id, 'people', { name: '王建国', role: '院长', power: 'decider' });
    const page = await openAs('sales', { language });
    const paths = [
      '/today', '/lists', '/prospects', `/prospects/${items[0]?.id}`, '/lists/imports/new', '/insight/supply', '/insight/dormant', '/account',
      '/prospects/classes', '/prospects/future', '/prospects/segments', '/insight/classes', '/insight/classes/customers', '/insight/conversions', '/deals', '/deals?view=table', '/deals?view=calendar', '/deals?new=1', '/deals/queue',
      ...['', '?show=history', '?show=people', '?show=rivals', '?show=concerns'].map((show) => `/deals/${deal.id}${show}`), `/prospects/${items[0]?.id}?show=classes`, `/prospects/${items[0]?.id}?show=orders`,
    ];
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('.waiting')).toHaveCount(0);
      // the middle scrolls by itself: what is too wide there does not widen the document
      const wide = await page.evaluate(() => Math.max(document.documentElement.scrollWidth - window.innerWidth, ...[...document.querySelectorAll('main')].map((main) => main.scrollWidth - main.clientWidth)));
      expect(wide, path).toBeLessThanOrEqual(0);
    }
    await page.getByRole('navigation', { name: t.shell.places }).getByRole('link', { name: t.shell.today }).tap();
    await expect(page.getByRole('heading', { name: t.today.title })).toBeVisible();
  });
}
