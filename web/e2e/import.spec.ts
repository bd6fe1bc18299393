// Importing a messy list from the file to the report.

import { expect, LANGUAGES, test, texts } from './fixtures';
import { messyList } from './messy-list';

const number = (text: string | null) => Number((text ?? '').replace(/[^\d]/g, ''));

for (const [salt, language] of LANGUAGES.entries()) {
  const t = texts[language];

  test(`${language}: a GB18030 list with a title and a total is read, mapped and accounted for`, async ({ openAs }) => {
    const list = messyList(salt + 1);
    const page = await openAs('manager', { language });
    await page.goto('/lists');
    await page.getByRole('button', { name: t.lists.import, exact: true }).click();
    await page.locator('input[type=file]').setInputFiles({ name: list.name, mimeType: 'text/csv', buffer: list.file });
    await expect(page.getByLabel(t.importing.newListName)).toHaveValue(list.name.replace('.csv', ''));
    await page.getByRole('button', { name: t.importing.upload }).click();

    // found by itself: the encoding, and the header below the title
    await expect(page.getByLabel(t.importing.encoding)).toHaveValue(/^gb(18030|k)$/i);
    await expect(page.getByLabel(t.importing.headerRow)).toHaveValue('2');
    await expect(page.getByRole('columnheader', { name: '手机号码' })).toBeVisible();
    await page.getByRole('button', { name: t.importing.next }).click();

    // the columns found their places by name
    for (const [column, field] of [['姓名', 'name'], ['手机号码', 'mobile'], ['工作单位', 'company'], ['需求', 'need']]) {
      await expect(page.getByLabel(`${t.importing.field}: ${column}`)).toHaveValue(field ?? '');
    }

    // leaving and coming back finds the import as it was
    const address = page.url();
    await page.goto('/today');
    await page.goto(address);
    await expect(page.getByLabel(`${t.importing.field}: 姓名`)).toBeVisible();
    await page.getByRole('button', { name: t.importing.next }).click();
    await page.getByRole('radio', { name: new RegExp(t.importing.duplicateChoices.skip.title) }).check();
    await page.getByRole('button', { name: t.importing.start }).click();

    await expect(page.getByRole('heading', { name: new RegExp(`${t.importing.reportTitle}.*${t.importing.states.finished}`) })).toBeVisible();
    const count = async (part: string) => number(await page.locator(`[data-count="${part}"] dd`).textContent());
    expect(await count('created')).toBe(list.people);
    expect(await count('duplicate')).toBe(1);
    const parts = await Promise.all(['created', 'updated', 'duplicate', 'rejected'].map(count));
    expect(parts.reduce((total, part) => total + part, 0)).toBe(await count('read'));

    // the duplicate is listed with its reason, and the file of such rows can be downloaded
    await page.getByRole('tab', { name: new RegExp(t.importing.counts.duplicate) }).click();
    await expect(page.getByRole('tabpanel').getByRole('row')).toHaveCount(2);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);

    await page.getByRole('button', { name: t.importing.seeProspects }).click();
    await expect(page.getByRole('status').filter({ hasText: String(list.people) })).toBeVisible();
  });
}

test('a file that is no list is refused with a sentence that helps', async ({ openAs }) => {
  const t = texts.en;
  const page = await openAs('manager', { language: 'en' });
  await page.goto('/lists/imports/new');
  await page.locator('input[type=file]').setInputFiles({ name: 'contract.csv', mimeType: 'text/csv', buffer: Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj', 'latin1') });
  await page.getByRole('button', { name: t.importing.upload }).click();
  await expect(page.getByRole('alert')).toContainText(t.codes.file_problem['file_not_a_table'] ?? '');
});
