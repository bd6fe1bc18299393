// Orders on the record with their return and void, the standing in the line and its cause; product lines; conversions.

import { formatsOf } from '../src/i18n/format';
import { expect, LANGUAGES, test, texts } from './fixtures';

interface Made { id: string }

for (const language of LANGUAGES) {
  const t = texts[language];

  test(`${language}: an order makes a customer, is returned, and voided with a reason`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const name = language === 'zh' ? '订货甲' : '订货乙';
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'person', name, allow_duplicate: true } })).json()) as Made;
    const page = await openAs('manager', { language });
    await page.goto(`/prospects/${made.id}?show=orders`);
    const orders = page.getByRole('region', { name: t.orders.title, exact: true });
    await orders.getByRole('button', { name: t.orders.add }).click();
    const form = orders.getByRole('form', { name: t.orders.add });
    await form.getByLabel(t.orders.amount).fill('1200.50');
    await form.getByLabel(t.orders.margin).fill('300');
    await form.getByLabel(t.orders.number).fill(`E2E-${language}`);
    await form.getByRole('button', { name: t.orders.save }).click();
    const line = orders.locator('.order-list > li').filter({ hasText: `E2E-${language}` });
    await expect(line).toContainText('1,200.5');
    const standings = orders.getByRole('region', { name: t.orders.standings });
    await expect(standings).toContainText(t.orders.generalLine);
    await standings.getByRole('button', { name: t.orders.explain }).click();
    await standings.getByLabel(t.orders.askCause).selectOption('recommended');
    await standings.getByRole('button', { name: t.orders.save }).click();
    await expect(standings.getByRole('button', { name: t.orders.explain })).toBeVisible();
    await expect(standings.getByText(t.orders.causeUnknown)).toHaveCount(0);

    await line.getByRole('button', { name: t.orders.returnOf(`E2E-${language}`) }).click();
    const back = orders.getByRole('form', { name: t.orders.addReturn });
    await back.getByLabel(t.orders.returnedAmount).fill('200');
    await back.getByRole('button', { name: t.orders.save }).click();
    await expect(orders.locator('.order-list > li')).toHaveCount(2);
    const returned = orders.locator('.order-list > li').filter({ hasText: t.orders.noNumber });
    await returned.getByRole('button', { name: new RegExp(t.orders.void) }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t.orders.voidReason).fill('录错了');
    await dialog.getByRole('button', { name: t.orders.void, exact: true }).click();
    await expect(orders.locator('.order-list > li')).toHaveCount(1);
    await orders.getByLabel(t.orders.showVoided).check();
    await expect(orders.getByText(t.orders.voidedBecause('录错了'))).toBeVisible();
  });

  test(`${language}: what a rival sells a customer is noted with its source, shown as a share, and taken back`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const name = language === 'zh' ? '对手甲' : '对手乙';
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'organisation', name, allow_duplicate: true } })).json()) as Made;
    await api.post(`/api/v1/parties/${made.id}/orders`, { data: { lines: [{ amount_minor: 300_000 }] } });
    const page = await openAs('manager', { language });
    await page.goto(`/prospects/${made.id}?show=orders`);
    const rivals = page.getByRole('region', { name: t.orders.rivals });
    await rivals.getByRole('button', { name: t.orders.addRival }).click();
    const form = rivals.getByRole('form', { name: t.orders.addRival });
    await form.getByLabel(t.orders.rival, { exact: true }).fill('华东轴承');
    await form.getByLabel(t.orders.rivalAmount).fill('1000');
    await form.getByLabel(t.orders.rivalSource).selectOption('estimated');
    await form.getByRole('button', { name: t.orders.save }).click();
    // an estimate has to say how it was made
    await expect(form).toBeVisible();
    await form.getByLabel(t.orders.rivalNote).fill('看库房里的箱子');
    await form.getByRole('button', { name: t.orders.save }).click();
    const share = rivals.getByRole('listitem').filter({ hasText: '华东轴承' }).last();
    await expect(share).toContainText(t.orders.rivalPart('25%'));
    await expect(share).toContainText('看库房里的箱子');
    await share.getByRole('button', { name: t.orders.retractOf('华东轴承') }).click();
    await expect(rivals.getByText('华东轴承')).toHaveCount(0);
    await expect(rivals.getByText(t.orders.noRivals)).toBeVisible();
  });

  test(`${language}: the contract's end is asked for a line sold by contract only, and shown with the order`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const lines = (await (await api.get('/api/v1/product-lines')).json()) as { items: { id: string; contract: boolean }[] };
    const name = language === 'zh' ? '合同甲' : '合同乙';
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'person', name, allow_duplicate: true } })).json()) as Made;
    const page = await openAs('manager', { language });
    await page.goto(`/prospects/${made.id}?show=orders`);
    const orders = page.getByRole('region', { name: t.orders.title, exact: true });
    await orders.getByRole('button', { name: t.orders.add }).click();
    const form = orders.getByRole('form', { name: t.orders.add });
    await form.getByLabel(t.orders.amount).fill('900');
    await expect(form.getByLabel(t.orders.contractUntil)).toHaveCount(0);
    await form.getByLabel(t.orders.line).selectOption(lines.items.find((line) => line.contract)?.id ?? '');
    await form.getByLabel(t.orders.contractUntil).fill('2031-05-31');
    await form.getByRole('button', { name: t.orders.save }).click();
    await expect(orders.locator('.order-list > li')).toContainText(t.orders.contractTo(formatsOf(language).day('2031-05-31')));
  });

  test(`${language}: a product line is made, changed and archived`, async ({ openAs }) => {
    const page = await openAs('manager', { language });
    await page.goto('/team/products');
    const code = `line-${language}`;
    const form = page.getByRole('form', { name: t.orders.addLine });
    await form.getByLabel(t.orders.code).fill(code);
    await form.getByLabel(t.orders.name).fill(`线 ${language}`);
    await form.getByRole('button', { name: t.orders.addLine }).click();
    const row = page.getByRole('row').filter({ hasText: code });
    await row.getByRole('button', { name: t.orders.archive }).click();
    await expect(row.getByText(t.orders.archived, { exact: true })).toBeVisible();
    await row.getByRole('button', { name: t.orders.restore }).click();
    await row.getByRole('button', { name: t.orders.editOf(`线 ${language}`) }).click();
    await page.getByRole('form', { name: t.orders.editOf(`线 ${language}`) }).getByLabel(t.orders.name).fill(`改 ${language}`);
    await page.getByRole('button', { name: t.orders.save }).click();
    await expect(page.getByRole('row').filter({ hasText: `改 ${language}` })).toBeVisible();
  });

  test(`${language}: conversions are listed beside their rates and what winning costs`, async ({ openAs }) => {
    const page = await openAs('manager', { language });
    await page.goto('/insight/conversions');
    await expect(page.getByRole('region', { name: t.orders.rates }).getByRole('table')).toBeVisible();
    await expect(page.getByRole('region', { name: t.orders.latest })).toBeVisible();
    await expect(page.getByRole('region', { name: t.orders.costs }).getByText(t.orders.perWon)).toBeVisible();
  });
}

test('a file of orders is read in through the same steps', async ({ openAs }) => {
  const t = texts.zh;
  const page = await openAs('manager', { language: 'zh' });
  await page.goto('/lists/imports/new?subject=orders');
  const file = '单据编号,日期,客户名称,手机,金额\nF1,2026-01-05,文件客户,13911112222,88\nF2,没有日期,文件客户,13911112222,5\n';
  await page.locator('input[type=file]').setInputFiles({ name: '订单.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page.getByRole('button', { name: t.importing.upload }).click();
  await page.getByRole('button', { name: t.importing.next }).click();
  await expect(page.getByRole('combobox', { name: `${t.importing.field}: 单据编号` })).toHaveValue('order_number');
  await page.getByRole('button', { name: t.importing.next }).click();
  const create = page.getByRole('radio', { name: new RegExp(`^${t.orders.unmatchedCreate.title}`) });
  await create.click();
  await expect(create).toBeChecked();
  await page.getByRole('button', { name: t.importing.start }).click();
  await expect(page.getByRole('heading', { name: new RegExp(t.importing.reportTitle) })).toBeVisible();
  await expect(page.getByText('读不出日期')).toBeVisible();
});
