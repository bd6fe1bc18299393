// Supply and dormancy for managers; losses and visit decisions on the record.

import { expect, LANGUAGES, test, texts } from './fixtures';

interface Made { id: string }

for (const language of LANGUAGES) {
  const t = texts[language];
  const name = language === 'zh' ? '流失甲' : '流失乙';

  test(`${language}: the supply shows who falls short and leads to the lists behind it`, async ({ openAs }) => {
    const page = await openAs('manager', { language });
    await page.goto('/insight/supply');
    const whole = page.getByRole('region', { name: t.supply.whole });
    await expect(whole.getByText(t.supply.need, { exact: true })).toBeVisible();
    const units = page.getByRole('table').first();
    await expect(units.locator('.level-warning').first()).toBeVisible();
    await expect(units.locator('.level-fine').first()).toBeVisible();
    await expect(page.getByRole('heading', { name: new RegExp(t.supply.losses) })).toBeVisible();
    await page.getByRole('radio', { name: t.common.chart }).click();
    await expect(page.getByRole('img', { name: t.supply.chartUnits })).toBeVisible();
    await page.getByRole('radio', { name: t.common.table }).click();
    const organisations = units.getByRole('row').nth(1).getByRole('link').first();
    const count = (await organisations.textContent()) ?? '';
    await organisations.click();
    await expect(page.getByRole('status').filter({ hasText: t.common.total(count, true) })).toBeVisible();
    await page.getByRole('button', { name: t.supply.inHand }).click();
    await expect(page).not.toHaveURL(/in_hand/);
  });

  test(`${language}: a representative sees the own figures only`, async ({ openAs }) => {
    const page = await openAs('sales', { language });
    await page.goto('/insight/supply');
    await expect(page.getByRole('region', { name: t.supply.whole })).toBeVisible();
    await expect(page.getByRole('heading', { name: t.supply.units })).toHaveCount(0);
    await expect(page.getByRole('table').first().getByRole('row')).toHaveCount(2);
  });

  test(`${language}: the dormant are listed with what was said, and exported`, async ({ openAs }) => {
    const page = await openAs('manager', { language });
    await page.goto('/insight/dormant');
    await expect(page.getByRole('heading', { name: t.supply.byRep })).toBeVisible();
    await expect(page.locator('.dormant-words').filter({ hasText: /./ }).first()).toBeVisible();
    const file = page.waitForEvent('download');
    await page.getByRole('link', { name: `${t.prospects.exportAs} CSV` }).click();
    expect((await file).suggestedFilename()).toBe('tuoke-dormant.csv');
  });

  test(`${language}: a customer is lost with a reason, and taken back`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'person', name, allow_duplicate: true } })).json()) as Made;
    await api.post(`/api/v1/parties/${made.id}/activities`, { data: { kind: 'visit', outcome: 'met', won: true } });
    const page = await openAs('manager', { language });
    await page.goto(`/prospects/${made.id}`);
    const standing = page.getByRole('region', { name: t.supply.standing });
    await standing.getByRole('button', { name: t.supply.recordLoss }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t.supply.lossReason).selectOption('rivals_offer');
    await dialog.getByLabel(t.supply.lossNote).fill('低一成');
    await dialog.getByRole('button', { name: t.supply.recordLoss }).click();
    await expect(page.getByText(t.supply.lossRecorded(name))).toBeVisible();
    await expect(standing.getByText(t.supply.notBuying)).toBeVisible();
    await standing.getByRole('button', { name: t.supply.takeLossBack }).click();
    await expect(page.getByText(t.supply.lossTakenBack(name))).toBeVisible();
    await expect(standing.getByRole('button', { name: t.supply.recordLoss })).toBeVisible();
  });

  test(`${language}: a decision to keep visiting names the visit, one to give up where to`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'person', name: `去留${name}`, allow_duplicate: true } })).json()) as Made;
    const page = await openAs('manager', { language });
    await page.goto(`/prospects/${made.id}`);
    await page.getByRole('button', { name: new RegExp(t.record.visitDecision) }).click();
    await page.getByRole('menuitem', { name: t.codes.visit_decision['keep_visiting'] ?? '' }).click();
    await page.getByRole('dialog').getByRole('button', { name: t.common.save }).click();
    await expect(page.getByText(t.codes.task['visit'] ?? '').first()).toBeVisible();
    await page.getByRole('button', { name: new RegExp(t.record.visitDecision) }).click();
    await page.getByRole('menuitem', { name: `${t.record.giveUp} …`, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t.common.reason, { exact: true }).fill('不在我的区域');
    await dialog.getByLabel(t.supply.cause).selectOption('moved_away');
    await dialog.getByLabel(t.supply.giveUpTo).selectOption('pool');
    await dialog.getByRole('button', { name: t.record.giveUp }).click();
    await expect(page.getByRole('button', { name: t.pool.claim })).toBeVisible();
  });
}
