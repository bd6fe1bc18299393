// Working through Today without the mouse.

import { expect, LANGUAGES, test, texts } from './fixtures';

for (const language of LANGUAGES) {
  const t = texts[language];

  test(`${language}: an outcome is logged by keyboard, the line leaves, and undo brings it back`, async ({ openAs }) => {
    const page = await openAs('sales', { language });
    await page.goto('/today');
    const list = page.getByRole('list', { name: t.today.worklist });
    const names = list.locator('.line-name');
    await expect(names.first()).toBeVisible();
    const first = (await names.nth(0).textContent()) ?? '';
    const second = (await names.nth(1).textContent()) ?? '';
    // two may carry one name: one line of that name has to leave
    const named = names.filter({ hasText: first });
    const lines = await named.count();
    const doneBefore = await page.locator('[data-counter="done"] dd').textContent();

    const began = Date.now();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('form', { name: t.log.title(first) });
    await expect(panel).toBeVisible();
    await expect(panel.getByRole('radio').first()).toBeFocused();
    await page.keyboard.press('4');
    await expect(panel.getByRole('textbox', { name: t.log.note })).toBeFocused();
    await page.keyboard.press('Enter');
    // the panel goes on with the next line, ready for its digit
    await expect(page.getByRole('form', { name: t.log.title(second) })).toBeVisible();
    expect(Date.now() - began).toBeLessThan(5_000);
    await expect(named).toHaveCount(lines - 1);
    await expect(page.locator('[data-counter="done"] dd')).toHaveText(String(Number(doneBefore) + 1));

    await page.getByRole('status').getByRole('button', { name: t.common.undo }).click();
    await expect(names.first()).toHaveText(first);
    await expect(page.getByText(t.today.undone(first))).toBeVisible();
    // and the server agrees
    await page.reload();
    await expect(names.first()).toHaveText(first);
  });

  test(`${language}: a call back asks for its time, and what was typed stays with its line`, async ({ openAs }) => {
    const page = await openAs('sales', { language });
    await page.goto('/today');
    await expect(page.locator('.line-name').first()).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('radio').first()).toBeFocused();
    await page.keyboard.press('2');
    await expect(page.getByLabel(t.log.nextAt)).toHaveValue(/T09:00$/);
    await page.keyboard.type('下周看样品');
    await page.locator('.line-name').nth(1).click();
    await expect(page.getByRole('textbox', { name: t.log.note })).toHaveValue('');
    await page.locator('.line-name').nth(0).click();
    await expect(page.getByRole('textbox', { name: t.log.note })).toHaveValue('下周看样品');
  });
}

test('each line says why it is there', async ({ openAs }) => {
  const page = await openAs('sales', { language: 'zh' });
  await page.goto('/today');
  const why = page.locator('.line-why').first();
  await expect(why.locator('summary')).not.toBeEmpty();
  await why.locator('summary').click();
  await expect(why.locator('.reasons li').first()).toBeVisible();
});

test('the question mark shows the keys', async ({ openAs }) => {
  const page = await openAs('sales', { language: 'en' });
  await page.goto('/today');
  await expect(page.locator('.line-name').first()).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: texts.en.shell.keys })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
