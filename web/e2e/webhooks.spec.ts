// A webhook from its first test to a delivery sent again, with a receiver on the own machine that checks signatures.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { violations } from './axe';
import { expect, LANGUAGES, test, texts } from './fixtures';

interface Received { id: string; signature: string; timestamp: string; body: string }

/** Whether one of the signatures is right, as a receiver has to look. */
function isSigned({ id, signature, timestamp, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return signature.split(' ').some((one) => {
    const given = Buffer.from(one.replace('v1,', ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

async function receiver(answer: () => number): Promise<{ server: Server; url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const header = (name: string) => String(request.headers[name]);
      received.push({ id: header('webhook-id'), signature: header('webhook-signature'), timestamp: header('webhook-timestamp'), body });
      response.writeHead(answer()).end('understood');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

for (const language of LANGUAGES) {
  const t = texts[language];

  test(`${language}: a webhook is made, tested, refused, sent again and changed over to a new secret`, async ({ openAs, apiAs }) => {
    let status = 200;
    const { server, url, received } = await receiver(() => status);
    try {
      const page = await openAs('administrator', { language });
      await page.goto('/team/webhooks');
      await page.getByRole('button', { name: t.webhooks.add }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(t.common.name).fill(`hook-${language}`);
      await dialog.getByLabel(t.webhooks.url).fill('https://10.0.0.1/hook');
      await dialog.getByRole('group', { name: t.webhooks.events }).getByRole('button').first().click();
      await dialog.getByRole('button', { name: t.common.save }).click();
      await expect(dialog.getByText(t.problems.fieldByCode['address_refused'] ?? '').first()).toBeVisible();
      await dialog.getByLabel(t.webhooks.url).fill(url);
      await dialog.getByRole('button', { name: t.common.save }).click();
      const secret = (await page.getByRole('status').locator('code').textContent()) ?? '';
      expect(secret).toMatch(/^whsec_/);

      await page.getByRole('link', { name: t.webhooks.deliveriesOf(`hook-${language}`) }).click();
      await expect(page.getByText(t.webhooks.noDeliveriesHint)).toBeVisible();
      await page.getByRole('button', { name: t.webhooks.ping }).click();
      const lines = page.locator('tbody tr');
      await expect(lines.first()).toContainText(t.webhooks.deliveryStates.delivered);
      await expect(lines.first()).toContainText('200');
      await expect(lines.first()).toContainText('understood');
      expect(received.every((one) => isSigned(one, secret))).toBe(true);

      status = 503;
      const made = await (await apiAs('manager')).post('/api/v1/parties', { data: { kind: 'person', name: `推送${language}`, allow_duplicate: true } });
      expect(made.ok()).toBe(true);
      await expect(lines.first()).toContainText('503');
      await expect(lines.first()).toContainText(t.webhooks.deliveryStates.waiting);
      expect(await violations(page)).toEqual([]);
      status = 200;
      await lines.first().getByRole('button', { name: t.webhooks.replay }).click();
      await expect(lines.first()).toContainText(t.webhooks.deliveryStates.delivered);
      const [first, second] = received.slice(-2);
      expect(second?.id).toBe(first?.id);
      expect(JSON.parse(second?.body ?? '{}')).toMatchObject({ type: 'party_created' });

      // everything since yesterday comes once more, under its id
      const before = received.length;
      const yesterday = new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 16);
      await page.getByLabel(t.webhooks.since, { exact: true }).fill(yesterday);
      await page.getByRole('button', { name: t.webhooks.replaySince }).click();
      await expect.poll(() => received.length).toBe(before + 2);
      expect(received.slice(before).map((one) => one.id)).toEqual([received[0]?.id, first?.id]);

      await page.getByRole('button', { name: t.webhooks.rotate }).click();
      await page.getByRole('button', { name: t.common.yes, exact: true }).click();
      const newer = (await page.getByRole('status').locator('code').textContent()) ?? '';
      await page.getByRole('button', { name: t.webhooks.ping }).click();
      await expect.poll(() => received.at(-1)?.signature.split(' ').length).toBe(2);
      const last = received.at(-1);
      expect(last && isSigned(last, secret) && isSigned(last, newer)).toBe(true);
    } finally {
      server.close();
    }
  });
}
