// What people judge: classes of prospects, faces, settlements, latent and future customers.

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
    const expected = page.getByRole('region', { name: t.classes.expected });
    await expected.locator('summary').first().click();
    const ratings = expected.getByRole('combobox');
    await expect(ratings).toHaveCount(7);
    for (let at = 0; at < 7; at += 1) {
      await ratings.nth(at).selectOption('7');
      await expect(ratings.nth(at)).toHaveValue('7');
      await expect(ratings.nth(at)).toBeEnabled();
    }
    await expect(page.getByRole('region', { name: t.classes.class }).getByText(/^PII/)).toBeVisible();
    const low = page.getByRole('region', { name: t.classes.lowIntent });
    await low.getByRole('group').first().getByRole('button', { name: t.common.yes }).click();
    await expect(low.getByRole('list', { name: t.classes.moves }).getByRole('listitem').first()).toBeVisible();
    await low.getByRole('list', { name: t.classes.plan }).getByRole('button').first().click();
    await low.getByLabel(t.classes.planText).fill(`请他们看服务站${mark}`);
    await low.getByRole('button', { name: t.common.save }).click();
    await expect(low.getByText(`请他们看服务站${mark}`)).toBeVisible();
  });

  test(`${language}: the quadrants lead to the list of a class (CLA-3)`, async ({ openAs }) => {
    const page = await openAs('manager', { language });
    await page.goto('/prospects/classes');
    const picture = page.getByRole('group', { name: t.classes.quadrants });
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
    const face = seller.getByRole('region', { name: t.classes.face, exact: true });
    await face.getByRole('button', { name: t.classes.confirm }).click();
    await face.getByLabel(t.classes.whichFace).selectOption('black');
    await face.getByLabel(t.classes.aim).fill('成为指定供应商');
    await face.getByRole('button', { name: t.common.save }).click();
    await expect(face.getByText('成为指定供应商')).toBeVisible();
    await expect(face.getByRole('button', { name: t.classes.approve })).toHaveCount(0);
    const manager = await openAs('manager', { language });
    await manager.goto('/today');
    await manager.getByRole('region', { name: t.classes.decisions }).getByRole('link', { name }).click();
    const asked = manager.getByRole('region', { name: t.classes.face, exact: true });
    await asked.getByRole('button', { name: t.classes.approve }).click();
    await expect(asked.getByRole('button', { name: t.classes.approve })).toHaveCount(0);
    await expect(asked.getByRole('list', { name: t.classes.moves })).toBeVisible();
  });

  test(`${language}: a settlement sheet is filled in and the manager decides (CLA-2)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'organisation', name: `清算${mark}店`, allow_duplicate: true } })).json()) as Made;
    await api.post(`/api/v1/parties/${made.id}/activities`, { data: { kind: 'visit', outcome: 'met', won: true } });
    const page = await openAs('manager', { language });
    await page.goto(`/prospects/${made.id}`);
    const sheet = page.getByRole('region', { name: t.classes.settlement });
    await sheet.getByRole('button', { name: t.classes.fillSheet }).click();
    for (const label of Object.values(t.classes.sheet)) await sheet.getByLabel(label, { exact: true }).fill('10');
    await sheet.getByRole('button', { name: t.common.save }).click();
    const decide = sheet.getByRole('region', { name: t.classes.decide });
    await expect(decide.getByRole('button', { name: t.classes.decideGiveUp })).toBeDisabled();
    await decide.getByLabel(t.classes.reason).fill('成本压不下来');
    await decide.getByRole('button', { name: t.classes.decideGiveUp }).click();
    await expect(sheet.getByText('成本压不下来')).toBeVisible();
    await expect(decide).toHaveCount(0);
  });

  test(`${language}: a latent key customer is put on the list and shows its stage (PRO-13)`, async ({ openAs, apiAs }) => {
    const api = await apiAs('sales');
    const name = `潜在${mark}集团`;
    const made = (await (await api.post('/api/v1/parties', { data: { kind: 'organisation', name, allow_duplicate: true } })).json()) as Made;
    const page = await openAs('sales', { language });
    await page.goto(`/prospects/${made.id}`);
    const latent = page.getByRole('region', { name: t.classes.latent });
    await latent.getByRole('button', { name: t.classes.addLatent }).click();
    await latent.getByLabel(t.classes.latentSource).selectOption('directories');
    await expect(latent.getByRole('button', { name: t.classes.leaveLatent })).toBeVisible();
    await page.goto('/prospects/latent');
    await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();
  });

  test(`${language}: a future customer becomes a prospect once need and way in are known (CLA-4)`, async ({ openAs }) => {
    const page = await openAs('sales', { language });
    const name = `装饰城${mark}`;
    await page.goto('/prospects/future?question=new_channels');
    await page.getByLabel(t.classes.futureName).fill(name);
    await page.getByRole('button', { name: t.classes.addFuture, exact: true }).click();
    const line = page.getByRole('listitem').filter({ hasText: name });
    await expect(line.getByRole('button', { name: t.classes.becomeProspect })).toHaveCount(0);
    const conditions = line.getByRole('region', { name: t.classes.conditions });
    for (const at of [0, 1]) {
      const yes = conditions.getByRole('group').nth(at).getByRole('button', { name: t.common.yes });
      await yes.click();
      await expect(yes).toHaveAttribute('aria-pressed', 'true');
    }
    await line.getByRole('button', { name: t.classes.becomeProspect }).click();
    await line.getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  });
}
