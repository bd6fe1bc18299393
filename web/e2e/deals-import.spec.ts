// Deals from a file: uploaded from the page of deals, and seen on the board.

import { expect, LANGUAGES, test, texts } from './fixtures';

for (const [salt, language] of LANGUAGES.entries()) {
  const t = texts[language];
  const name = `${language === 'zh' ? '导入商机' : 'Imported deal'} ${salt}`;
  const file = [
    '商机编号,商机名称,客户名称,预计金额（万元）,销售阶段,结单日期,创建日期',
    `E2E-${salt}-1,${name},启明导入${salt}制造有限公司,80.5,方案报价,2036-06-30,2026-01-05`,
    `E2E-${salt}-2,${name} B,启明导入${salt}制造有限公司,12,没有的阶段,2036-06-30,2026-01-05`,
  ].join('\n');

  test(`${language}: a file of deals is imported, its refused row explained, and the deal stands on the board`, async ({ openAs }) => {
    const page = await openAs('manager', { language });
    await page.goto('/deals');
    await page.getByRole('link', { name: t.deals.importDeals }).first().click();
    await expect(page.getByLabel(t.orders.whatIsIt)).toHaveValue('deals');
    await page.locator('input[type=file]').setInputFiles({ name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
    await page.getByRole('button', { name: t.importing.upload }).click();
    await page.getByRole('button', { name: t.importing.next }).click();
    for (const [column, field] of [['商机编号', 'deal_number'], ['预计金额（万元）', 'amount'], ['销售阶段', 'deal_stage'], ['结单日期', 'closing_on']]) {
      await expect(page.getByLabel(`${t.importing.field}: ${column}`)).toHaveValue(field ?? '');
    }
    await page.getByRole('button', { name: t.importing.next }).click();
    for (const choice of [t.orders.unmatchedCreate, t.importing.knownDealChoices.overwrite]) {
      // checked once the server has kept it
      const radio = page.getByRole('radio', { name: new RegExp(`^${choice.title}`) });
      await radio.click();
      await expect(radio).toBeChecked();
    }
    await page.getByRole('button', { name: t.importing.start }).click();
    await expect(page.getByRole('heading', { name: new RegExp(`${t.importing.reportTitle}.*${t.importing.states.finished}`) })).toBeVisible();
    await expect(page.locator('[data-count="created"] dd')).toHaveText('1');
    await expect(page.locator('[data-count="rejected"] dd')).toHaveText('1');
    // the reason names the stages there are, in the reader's language only
    const reason = page.getByRole('tabpanel').getByRole('row').nth(1);
    await expect(reason).toContainText(language === 'zh' ? '发现商机、确认需求' : 'Found, Need confirmed');
    await expect(reason).not.toContainText(language === 'zh' ? 'Need confirmed' : '确认需求');
    await page.getByRole('button', { name: t.importing.seeDeals }).click();
    // the demo has more deals than a column shows at once
    await page.getByRole('searchbox', { name: t.deals.searchHere }).fill(name);
    await expect(page.locator('[data-deal]', { hasText: name })).toHaveCount(1);
    // on a phone the way to the import is there too
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(page.getByRole('link', { name: t.deals.importDeals }).first()).toBeVisible();
  });
}
