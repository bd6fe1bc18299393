// What the machine does in the background, as the administrator sees it.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, LANGUAGES, test, texts } from './fixtures';
import { messyList } from './messy-list';

for (const language of LANGUAGES) {
  const t = texts[language];

  test(`${language}: a job that failed is shown with its reason and tried again`, async ({ openAs, apiAs, demo }) => {
    const api = await apiAs('manager');
    const list = messyList(language === 'zh' ? 31 : 32, 5);
    const uploaded = await api.post('/api/v1/imports?list_name=jobs', { multipart: { file: { name: list.name, mimeType: 'text/csv', buffer: list.file } } });
    const { id } = (await uploaded.json()) as { id: string };
    rmSync(join(demo.data, 'imports', id));
    expect((await api.post(`/api/v1/imports/${id}/start`)).ok()).toBe(true);

    const page = await openAs('administrator', { language });
    await page.goto('/team');
    await page.getByRole('link', { name: t.jobs.title }).click();
    await page.getByRole('combobox', { name: t.jobs.shown }).selectOption('failed');
    const line = page.getByRole('row').filter({ hasText: list.name }).first();
    await expect(line).toContainText(t.jobs.state['failed'] ?? '');
    await expect(line).toContainText('file_unreadable');
    await line.getByRole('button', { name: t.common.retry }).click();
    // the file is still missing: it fails again, and stays here until somebody mends it
    await expect(line).toContainText(t.jobs.state['failed'] ?? '');

    await page.getByRole('link', { name: t.team.audit }).click();
    await expect(page.getByRole('region', { name: t.team.alerts })).toBeVisible();
  });

  test(`${language}: the audit is narrowed to what somebody did`, async ({ openAs, apiAs }) => {
    const api = await apiAs('sales');
    const { items } = (await (await api.get('/api/v1/parties?owner=me&limit=1')).json()) as { items: { id: string }[] };
    const record = (await (await api.get(`/api/v1/parties/${items[0]?.id}`)).json()) as { version: number };
    expect((await api.patch(`/api/v1/parties/${items[0]?.id}`, { data: { version: record.version } })).ok()).toBe(true);
    const page = await openAs('administrator', { language });
    await page.goto('/team/audit');
    await page.getByLabel(t.team.auditAction).fill('party_changed');
    await expect(page.locator('tbody tr').first()).toContainText('party_changed');
    await expect(page.locator('tbody tr').filter({ hasNotText: 'party_changed' })).toHaveCount(0);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: t.team.auditExport }).click();
    expect((await downloading).suggestedFilename()).toBe('tuoke-audit.csv');
  });

  test(`${language}: what was done is listed with what it was`, async ({ openAs }) => {
    const page = await openAs('administrator', { language });
    await page.goto('/team/jobs');
    await page.getByRole('combobox', { name: t.jobs.shown }).selectOption('done');
    await expect(page.getByRole('row').filter({ hasText: t.jobs.kind['pool'] ?? '' }).first()).toContainText(t.jobs.state['done'] ?? '');
  });
}

test('a manager finds no jobs', async ({ openAs }) => {
  const page = await openAs('manager', { language: 'en' });
  await page.goto('/team');
  await expect(page.getByRole('link', { name: texts.en.team.settings })).toBeVisible();
  await expect(page.getByRole('link', { name: texts.en.jobs.title })).toHaveCount(0);
});
