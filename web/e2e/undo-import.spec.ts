// Undoing an import, and using a kept mapping for the next file of the same source.

import { expect, LANGUAGES, test, texts } from './fixtures';

const FILE = '客户,联系方式\n何撤销,13911110001\n吕撤销,13911110002\n';

for (const [salt, language] of LANGUAGES.entries()) {
  const t = texts[language];

  test(`${language}: a mapping is kept, used for the next file, and the import undone`, async ({ openAs }) => {
    const page = await openAs('manager', { language });
    const name = `e2e ${language} ${salt}`;
    const upload = async (file: string, content: string) => {
      await page.goto('/lists/imports/new');
      await page.locator('input[type=file]').setInputFiles({ name: file, mimeType: 'text/csv', buffer: Buffer.from(content) });
      await page.getByRole('button', { name: t.importing.upload }).click();
      await page.getByLabel(t.importing.headerRow).waitFor();
    };

    await upload(`march-${language}.csv`, FILE);
    await page.getByRole('button', { name: t.importing.next }).click();
    await page.getByLabel(`${t.importing.field}: 客户`).selectOption('name');
    await page.getByLabel(`${t.importing.field}: 联系方式`).selectOption('mobile');
    await page.getByLabel(t.importing.templates.name).fill(name);
    await page.getByRole('button', { name: t.importing.templates.save }).click();
    await expect(page.getByText(t.importing.templates.saved)).toBeVisible();

    // the next file of the same headings, in another order
    await upload(`april-${language}.csv`, `联系方式,客户\n1391111${salt}003,史撤销${salt}\n1391111${salt}004,申撤销${salt}\n`);
    const proposal = page.locator('.spread', { hasText: t.importing.templates.proposed(name) });
    await proposal.getByRole('button', { name: t.importing.templates.use }).click();
    await expect(page.getByText(t.importing.templates.used(name))).toBeVisible();
    await page.getByRole('button', { name: t.importing.next }).click();
    await expect(page.getByLabel(`${t.importing.field}: 联系方式`)).toHaveValue('mobile');
    await page.getByRole('button', { name: t.importing.next }).click();
    await page.getByRole('button', { name: t.importing.start }).click();
    await expect(page.getByRole('heading', { name: new RegExp(t.importing.states.finished ?? '') })).toBeVisible();

    // what would go is shown before anything happens
    await page.getByRole('button', { name: t.importing.undo.button }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.locator('[data-count="goes"] dd')).toHaveText('2');
    await dialog.getByRole('button', { name: t.importing.undo.confirm }).click();
    await expect(page.getByRole('heading', { name: new RegExp(`${t.importing.reportTitle}.*${t.importing.states.undone}`) })).toBeVisible();
    await page.getByRole('button', { name: t.importing.seeProspects }).click();
    await expect(page.getByText(`史撤销${salt}`)).toHaveCount(0);

    // templates are managed on a page of their own
    await page.goto('/lists/imports/templates');
    await page.getByRole('button', { name: `${t.common.remove}: ${name}` }).click();
    await page.getByRole('tooltip').getByRole('button', { name: t.common.remove }).click();
    await expect(page.getByText(name)).toHaveCount(0);
  });
}
