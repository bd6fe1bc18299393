// Finding anybody with Ctrl-K, in Chinese and by pinyin initials.

import { expect, LANGUAGES, test, texts } from './fixtures';

for (const language of LANGUAGES) {
  const t = texts[language];
  // the tests of both languages may share a server: each finds its own company
  const company = language === 'zh' ? '上海元器件分销有限公司' : '苏州紧固件分销有限公司';

  test(`${language}: two characters find a company and initials find a person`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    await api.post('/api/v1/parties', { data: { kind: 'organisation', name: company, allow_duplicate: true } });
    await api.post('/api/v1/parties', { data: { kind: 'person', name: '张三', phones: [], allow_duplicate: true } });

    const page = await openAs('manager', { language });
    await page.goto('/today');
    await expect(page.getByRole('heading', { name: t.today.title })).toBeVisible();
    await page.keyboard.press('Control+k');
    const box = page.getByRole('combobox', { name: t.shell.palette });
    const found = page.getByRole('listbox', { name: t.shell.palette });
    await expect(box).toBeFocused();
    await page.keyboard.type('分销');
    await expect(found.getByRole('option', { name: /分销/ }).first()).toBeVisible();

    await box.fill('zs');
    await expect(found.getByRole('option', { name: /张三/ }).first()).toBeVisible();

    await box.fill(company);
    await expect(found.getByRole('option').first()).toContainText(company);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: company })).toBeVisible();
  });

  test(`${language}: places and actions are found by their names`, async ({ openAs }) => {
    const page = await openAs('manager', { language });
    await page.goto('/today');
    await expect(page.getByRole('heading', { name: t.today.title })).toBeVisible();
    await page.keyboard.press('Control+k');
    const found = page.getByRole('listbox', { name: t.shell.palette });
    await page.keyboard.type(t.shell.importList);
    await found.getByRole('option', { name: t.shell.importList }).waitFor();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/lists\/imports\/new$/);
  });
}
