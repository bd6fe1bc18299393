// What people judge: classes of prospects, faces, settlements, latent and future customers.

import { classed, customerOf } from './classed';
import { expect, LANGUAGES, test, texts } from './fixtures';

interface Made { id: string }

for (const language of LANGUAGES) {
  const t = texts[language];
  const mark = language === 'zh' ? '甲' : '乙';

  test(`${language}: a rated prospect gets a class, causes and a plan (CLA-3)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('sales');
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'organisation', name: `评分${mark}厂`, allow_duplicate: true } })).json()) as Made;
    const page = await openAs('sales', { language });
    await page.goto(`/prospects/${made.id}`);
    const expected = page.getByRole('region', { name: t.judged.expected });
    await expected.locator('summary').first().click();
    const ratings = expected.getByRole('combobox');
    await expect(ratings).toHaveCount(7);
    for (let at = 0; at < 7; at += 1) {
      await ratings.nth(at).selectOption('7');
      await expect(ratings.nth(at)).toHaveValue('7');
      await expect(ratings.nth(at)).toBeEnabled();
    }
    await expect(page.getByRole('region', { name: t.judged.class }).getByText(/^PII/)).toBeVisible();
    const low = page.getByRole('region', { name: t.judged.lowIntent });
    await low.getByRole('group').first().getByRole('button', { name: t.common.yes }).click();
    await expect(low.getByRole('list', { name: t.judged.moves }).getByRole('listitem').first()).toBeVisible();
    await low.getByRole('list', { name: t.judged.plan }).getByRole('button').first().click();
    await low.getByLabel(t.judged.planText).fill(`请他们看服务站${mark}`);
    await low.getByRole('button', { name: t.common.save }).click();
    await expect(low.getByText(`请他们看服务站${mark}`)).toBeVisible();
  });

  test(`${language}: the quadrants lead to the list of a class (CLA-3)`, async ({ openAs }) => {
    const page = await openAs('manager', { language });
    await page.goto('/prospects/classes');
    const picture = page.getByRole('group', { name: t.judged.quadrants });
    await expect(picture).toBeVisible();
    await picture.getByRole('link').first().focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/class=pi$/);
    await expect(page.locator('.parties tbody tr').first()).toBeVisible();
    await page.goto('/prospects/classes');
    await page.getByRole('radio', { name: t.common.table }).click();
    await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible();
  });

  test(`${language}: a black face is stated with its aim and approved from above (CLA-5)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('sales');
    const name = `黑脸${mark}会`;
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'organisation', name, allow_duplicate: true } })).json()) as Made;
    await api.post(`/api/v1/parties/${made.id}/activities`, { data: { kind: 'visit', outcome: 'met', won: true } });
    const seller = await openAs('sales', { language });
    await seller.goto(`/prospects/${made.id}`);
    const face = seller.getByRole('region', { name: t.judged.face, exact: true });
    await face.getByRole('button', { name: t.judged.confirm }).click();
    await face.getByLabel(t.judged.whichFace).selectOption('black');
    await face.getByLabel(t.judged.aim).fill('成为指定供应商');
    await face.getByRole('button', { name: t.common.save }).click();
    await expect(face.getByText('成为指定供应商')).toBeVisible();
    await expect(face.getByRole('button', { name: t.judged.approve })).toHaveCount(0);
    const manager = await openAs('manager', { language });
    await manager.goto('/today');
    await manager.getByRole('region', { name: t.judged.decisions }).getByRole('link', { name }).click();
    const asked = manager.getByRole('region', { name: t.judged.face, exact: true });
    await asked.getByRole('button', { name: t.judged.approve }).click();
    await expect(asked.getByRole('button', { name: t.judged.approve })).toHaveCount(0);
    await expect(asked.getByRole('list', { name: t.judged.moves })).toBeVisible();
  });

  test(`${language}: a settlement sheet is filled in and the manager decides (CLA-2)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'organisation', name: `清算${mark}店`, allow_duplicate: true } })).json()) as Made;
    await api.post(`/api/v1/parties/${made.id}/activities`, { data: { kind: 'visit', outcome: 'met', won: true } });
    const page = await openAs('manager', { language });
    await page.goto(`/prospects/${made.id}`);
    // nothing was bought yet: no class asks for the sheet, which is folded away
    const sheet = page.getByRole('region', { name: t.judged.settlement });
    await expect(page.getByText(new RegExp(`^${t.judged.otherPlays('')}`))).toBeVisible();
    await expect(sheet).toHaveCount(0);
    await page.getByText(new RegExp(`^${t.judged.otherPlays('')}`)).click();
    await sheet.getByRole('button', { name: t.judged.fillSheet }).click();
    for (const label of Object.values(t.judged.sheet)) await sheet.getByLabel(label, { exact: true }).fill('10');
    await sheet.getByRole('button', { name: t.common.save }).click();
    const decide = sheet.getByRole('region', { name: t.judged.decide });
    await expect(decide.getByRole('button', { name: t.judged.decideGiveUp })).toBeDisabled();
    await decide.getByLabel(t.judged.reason).fill('成本压不下来');
    await decide.getByRole('button', { name: t.judged.decideGiveUp }).click();
    await expect(sheet.getByText('成本压不下来')).toBeVisible();
    await expect(decide).toHaveCount(0);
  });

  test(`${language}: the plays stand open for the customers whose class asks for them (CLA-2)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    await classed(api);
    const page = await openAs('manager', { language });
    for (const [of, open, folded] of [['eii', t.judged.unsteady, t.judged.settlement], ['eiv', t.judged.settlement, t.judged.unsteady]] as const) {
      await page.goto(`/prospects/${await customerOf(api, of)}`);
      await expect(page.getByRole('region', { name: open })).toBeVisible();
      await expect(page.getByRole('region', { name: folded })).toHaveCount(0);
    }
  });

  test(`${language}: a latent key customer is put on the list and shows its stage (PRO-13)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('sales');
    const name = `潜在${mark}集团`;
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'organisation', name, allow_duplicate: true } })).json()) as Made;
    const page = await openAs('sales', { language });
    await page.goto(`/prospects/${made.id}`);
    const latent = page.getByRole('region', { name: t.judged.latent });
    await latent.getByRole('button', { name: t.judged.addLatent }).click();
    await latent.getByLabel(t.judged.latentSource).selectOption('directories');
    await expect(latent.getByRole('button', { name: t.judged.leaveLatent })).toBeVisible();
    await page.goto('/prospects/latent');
    await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();
  });

  test(`${language}: a future customer becomes a prospect once need and way in are known (CLA-4)`, async ({ openAs }) => {
    const page = await openAs('sales', { language });
    const name = `装饰城${mark}`;
    await page.goto('/prospects/future?question=new_channels');
    await page.getByLabel(t.judged.futureName).fill(name);
    await page.getByRole('button', { name: t.judged.addFuture, exact: true }).click();
    const line = page.getByRole('listitem').filter({ hasText: name });
    await expect(line.getByRole('button', { name: t.judged.becomeProspect })).toHaveCount(0);
    const conditions = line.getByRole('region', { name: t.judged.conditions });
    for (const at of [0, 1]) {
      const yes = conditions.getByRole('group').nth(at).getByRole('button', { name: t.common.yes });
      await yes.click();
      await expect(yes).toHaveAttribute('aria-pressed', 'true');
    }
    await line.getByRole('button', { name: t.judged.becomeProspect }).click();
    await line.getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  });
}
