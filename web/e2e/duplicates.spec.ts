// Doubles: a pair is compared and merged, the old address leads to the kept record, and the merge is undone with what
// cannot be restored told first. A pair that is not one is dismissed and taken up again.

import type { APIRequestContext } from '@playwright/test';
import { expect, LANGUAGES, test, texts } from './fixtures';

interface Made { id: string; version: number; contacts: { id: string; masked: string }[] }

async function person(api: APIRequestContext, name: string, data: object): Promise<Made> {
  return (await (await api.post('/api/v1/parties', { data: { kind: 'person', name, allow_duplicate: true, ...data } })).json()) as Made;
}

/** Has all records compared and waits for the end. */
async function scan(api: APIRequestContext): Promise<void> {
  await api.post('/api/v1/duplicates/scans');
  await expect(async () => {
    const { items } = (await (await api.get('/api/v1/duplicates/scans')).json()) as { items: { state: string }[] };
    expect(items[0]?.state).toBe('finished');
  }).toPass();
}

for (const language of LANGUAGES) {
  const t = texts[language];
  const zh = language === 'zh';

  test(`${language}: a pair is merged field by field and the merge is undone`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const name = zh ? '龚双全' : '龚两同';
    const phone = zh ? '13700004411' : '13700004422';
    const kept = await person(api, name, { phones: [phone], facts: { employer: zh ? '泰和五金制品有限公司' : '永顺五金制品有限公司', need: '养老' } });
    const gone = await person(api, name, { phones: [phone, zh ? '13700004433' : '13700004444'], facts: { employer: zh ? '泰和五金' : '永顺五金' } });
    await scan(api);

    const page = await openAs('manager', { language });
    await page.goto('/lists/duplicates');
    await page.getByRole('region', { name: t.doubles.queue }).getByRole('button').filter({ hasText: name }).click();
    const comparison = page.getByRole('region', { name: t.doubles.comparison });
    const employer = comparison.getByRole('row').filter({ hasText: zh ? '泰和五金' : '永顺五金' });
    await expect(employer.locator('td[data-differs]')).toHaveCount(2);
    await expect(employer.getByRole('radio').first()).toBeChecked();
    await employer.getByRole('radio').nth(1).check();
    await comparison.getByRole('button', { name: t.doubles.merge, exact: true }).click();
    await expect(page.getByText(t.doubles.merged(name, name))).toBeVisible();

    // the merged record's address leads to the kept one
    await page.goto(`/prospects/${gone.id}`);
    await expect(page).toHaveURL(new RegExp(`/prospects/${kept.id}$`));
    await expect(page.getByText(t.doubles.movedHere)).toBeVisible();
    await expect(page.getByRole('region', { name: t.record.timeline }).getByText(t.doubles.event.merge(name))).toBeVisible();

    // a number that is taken off the kept record cannot be given back
    const record = (await (await api.get(`/api/v1/parties/${kept.id}`)).json()) as Made;
    const moved = record.contacts.find((contact) => contact.masked === (zh ? '137****4433' : '137****4444'));
    expect((await api.delete(`/api/v1/parties/${kept.id}/contact-points/${moved?.id}`)).ok()).toBe(true);
    await page.getByRole('button', { name: new RegExp(t.doubles.undo) }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(t.doubles.lost);
    await expect(dialog).toContainText(zh ? '137****4433' : '137****4444');
    await dialog.getByRole('button', { name: t.doubles.undo }).click();
    await expect(page).toHaveURL(new RegExp(`/prospects/${gone.id}$`));
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  });

  test(`${language}: a pair is dismissed by keyboard and taken up again`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const name = zh ? '聂不同' : '聂各异';
    const phone = zh ? '13700005511' : '13700005522';
    for (const need of ['养老', '医疗']) await person(api, name, { phones: [phone], facts: { need } });
    await scan(api);
    const page = await openAs('manager', { language });
    await page.goto('/lists/duplicates');
    const queue = page.getByRole('region', { name: t.doubles.queue });
    const line = queue.getByRole('button').filter({ hasText: name });
    await line.click();
    await page.getByRole('region', { name: t.doubles.comparison }).getByRole('table').waitFor();
    await page.keyboard.press('d');
    await expect(page.getByText(t.doubles.dismissed)).toBeVisible();
    await expect(line).toHaveCount(0);
    await page.getByRole('radio', { name: t.doubles.views.dismissed }).click();
    await line.click();
    await page.getByRole('button', { name: t.doubles.reopen }).click();
    await expect(page.getByText(t.doubles.reopened)).toBeVisible();
    await page.getByRole('radio', { name: t.doubles.views.pairs }).click();
    await expect(line).toHaveCount(1);
  });
}

test('on a phone the queue opens a pair and comes back', async ({ openAs }) => {
  const t = texts.zh;
  const page = await openAs('sales', { language: 'zh' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/lists/duplicates');
  await page.getByRole('region', { name: t.doubles.queue }).getByRole('button').first().click();
  await expect(page.getByRole('region', { name: t.doubles.comparison })).toBeVisible();
  await page.getByRole('button', { name: t.doubles.backToQueue }).click();
  await expect(page.getByRole('region', { name: t.doubles.queue })).toBeVisible();
});
