// The record page: answers move the grade, advice gives its reasons, conflicts lose nothing.

import { expect, LANGUAGES, test, texts } from './fixtures';

interface Made { id: string; version: number }

for (const language of LANGUAGES) {
  const t = texts[language];

  test(`${language}: three answers grade a prospect, and the reasons say how`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'person', name: language === 'zh' ? '贾明甲' : '贾明乙', allow_duplicate: true } })).json()) as Made;
    const page = await openAs('manager', { language });
    await page.goto(`/prospects/${made.id}`);
    const screening = page.getByRole('region', { name: t.record.grade, exact: true });
    await expect(screening.getByText(t.record.notGraded)).toBeVisible();
    for (let at = 0; at < 3; at += 1) {
      const question = screening.locator('.answer').nth(at);
      await question.getByRole('button', { name: t.common.yes, exact: true }).click();
      await expect(question.getByRole('button', { name: t.common.yes, exact: true })).toHaveAttribute('aria-pressed', 'true');
    }
    // 25 + 25 + 20 and half of the rest
    await expect(screening.getByTestId('score')).toHaveText('85');
    await expect(screening.locator('.grade')).toHaveText('A');
    await screening.locator('summary').click();
    await expect(screening.locator('.reasons')).toContainText('+25');
    await expect(page.locator('.page-head .grade')).toHaveText('A');
  });
}

test('stopping asks for the reason and can be undone', async ({ openAs, apiAs }) => {
  const t = texts.zh;
  const api = await apiAs('manager');
  const made = (await (await api.post('/api/v1/parties', { data: { kind: 'person', name: '停一停', allow_duplicate: true } })).json()) as Made;
  const page = await openAs('manager', { language: 'zh' });
  await page.goto(`/prospects/${made.id}`);
  await page.getByRole('button', { name: t.record.visitDecision }).click();
  await page.getByRole('menuitem', { name: t.record.stop }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t.common.reason, { exact: true }).fill('三项都没有');
  await dialog.getByRole('button', { name: t.record.stop, exact: true }).click();
  await expect(page.getByRole('button', { name: t.record.reopenParty })).toBeVisible();
  await page.getByRole('status').getByRole('button', { name: t.common.undo }).click();
  await expect(page.getByRole('button', { name: t.record.visitDecision })).toBeVisible();
});

test('a number is shown only when asked for', async ({ openAs, apiAs }) => {
  const t = texts.en;
  const api = await apiAs('manager');
  const made = (await (await api.post('/api/v1/parties', { data: { kind: 'person', name: '遮号码', phones: ['13912345678'], allow_duplicate: true } })).json()) as Made;
  const page = await openAs('manager', { language: 'en' });
  await page.goto(`/prospects/${made.id}`);
  const card = page.getByRole('region', { name: t.record.card });
  await expect(card.getByText('139****5678')).toBeVisible();
  await card.getByRole('button', { name: t.common.reveal }).click();
  await page.getByRole('menuitem').first().click();
  await expect(card.getByText(/13912345678/)).toBeVisible();
  await expect(card.getByRole('link', { name: t.common.call })).toHaveAttribute('href', /^tel:\+?\d+$/);
});
