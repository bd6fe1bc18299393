// People, teams and the method's settings, as the administrator keeps them.

import { expect, LANGUAGES, test, texts } from './fixtures';

for (const language of LANGUAGES) {
  const t = texts[language];
  const name = language === 'zh' ? '新来的同事' : 'New Colleague';

  test(`${language}: a colleague is added, given a role and deactivated`, async ({ openAs }) => {
    const page = await openAs('administrator', { language });
    await page.goto('/team');
    await page.getByRole('button', { name: t.team.addUser }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t.session.yourName).fill(name);
    await dialog.getByLabel(t.session.email).fill(`new-${language}@example.com`);
    await dialog.getByLabel(t.team.initialPassword).fill('a-first-password');
    await dialog.getByRole('button', { name: t.codes.role['key_account'] ?? '' }).click();
    await dialog.getByRole('button', { name: t.common.save }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText(t.codes.role['key_account'] ?? '');

    await page.getByRole('button', { name: t.team.editUser(name) }).click();
    await dialog.getByRole('checkbox', { name: t.team.active }).uncheck();
    await dialog.getByRole('button', { name: t.common.save }).click();
    await expect(page.getByRole('row', { name: new RegExp(name) })).toHaveCount(0);
    await page.getByRole('checkbox', { name: t.team.showInactive }).check();
    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText(t.team.inactive);
  });

  test(`${language}: a setting changes with a reason and stands in the history`, async ({ openAs }) => {
    const page = await openAs('administrator', { language });
    await page.goto('/team/settings');
    const field = page.getByLabel(t.settings.fields['screening.c_from'] ?? '');
    const before = await field.inputValue();
    await field.fill(String(Number(before) + 1));
    // what it would do is seen before it is saved
    await page.getByRole('button', { name: t.settings.preview }).click();
    await expect(page.getByText(/\d+ (of|份档案中有) [\d,]+/).first()).toBeVisible();
    await page.getByRole('textbox', { name: t.common.reason }).fill(`why-${language}`);
    await page.getByRole('button', { name: t.settings.saveChanges }).click();
    await expect(page.getByText(`why-${language}`)).toBeVisible();
    await expect(field).toHaveValue(String(Number(before) + 1));
  });
}

test('what is out of order is refused by name', async ({ openAs }) => {
  const t = texts.en;
  const page = await openAs('administrator', { language: 'en' });
  await page.goto('/team/settings');
  await page.getByLabel(t.settings.fields['screening.b_from'] ?? '').fill('95');
  await page.getByRole('textbox', { name: t.common.reason }).fill('a slip of the hand');
  await page.getByRole('button', { name: t.settings.saveChanges }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel(t.settings.fields['screening.b_from'] ?? '')).toHaveValue('95');
});

test('a sales representative finds neither team nor settings', async ({ openAs }) => {
  const t = texts.zh;
  const page = await openAs('sales', { language: 'zh' });
  await page.goto('/today');
  await expect(page.getByRole('link', { name: t.shell.prospects })).toBeVisible();
  await expect(page.getByRole('link', { name: t.shell.team })).toHaveCount(0);
});
