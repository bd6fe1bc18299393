// Filters in rows and as text, and segments made of them.

import { expect, LANGUAGES, test, texts } from './fixtures';

for (const language of LANGUAGES) {
  const t = texts[language];
  const name = language === 'zh' ? '好客户' : 'Good ones';
  const written = language === 'zh' ? '等级 属于 (A, B) 且 状态 = 准客户' : 'grade in (A, B) and status = prospect';

  test(`${language}: a segment is written, found in the list, kept as static and removed`, async ({ openAs }) => {
    const page = await openAs('sales', { language });
    await page.goto('/prospects/segments');
    await page.getByRole('button', { name: t.segments.create }).first().click();
    const dialog = page.getByRole('dialog', { name: t.segments.create });
    await dialog.getByLabel(t.segments.name).fill(name);
    await dialog.getByLabel(t.segments.asText).fill(`${written} x`);
    await expect(dialog.getByLabel(t.segments.asText)).toHaveAttribute('aria-invalid', 'true');
    await dialog.getByLabel(t.segments.asText).fill(written);
    await expect(dialog.getByRole('status')).toHaveText(/\d/);
    await expect(dialog.getByLabel(t.segments.field)).toHaveCount(2);
    await dialog.getByRole('button', { name: t.common.save }).click();
    const row = page.getByRole('row').filter({ hasText: name });
    await expect(row.first()).toContainText(/\d/);
    await row.first().getByRole('button', { name: t.segments.copyOne(name) }).click();
    await expect(row).toHaveCount(2);
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveURL(/segment=/);
    await expect(page.locator('.parties tbody .grade').first()).toHaveText(/[AB]/);
    await page.goBack();
    await page.getByRole('button', { name: t.segments.removeOne(name), exact: true }).click();
    await expect(row).toHaveCount(1);
  });

  test(`${language}: conditions are chosen in rows above the list`, async ({ openAs }) => {
    const page = await openAs('manager', { language });
    await page.goto('/prospects');
    await page.getByRole('button', { name: t.segments.advanced, exact: true }).click();
    const conditions = page.getByRole('region', { name: t.segments.advanced });
    await conditions.getByRole('button', { name: t.segments.addRow, exact: true }).click();
    await conditions.getByLabel(t.segments.value).selectOption('a');
    await expect(conditions.getByLabel(t.segments.asText)).toHaveValue('grade = a');
    await conditions.getByRole('button', { name: t.segments.apply }).click();
    await expect(page).toHaveURL(/filter=grade/);
    await expect(page.locator('.parties tbody .grade').first()).toHaveText('A');
  });
}
