// The method on a deal: its value and opening are assessed, a play is taken up and becomes a task, answers change and the cell
// moves; the twenty questions and the decision; what a manager reads from many deals, and where each square leads.

import type { APIRequestContext, Page } from '@playwright/test';
import { expect, type Language, LANGUAGES, test, texts } from './fixtures';

interface Made { id: string; party: { id: string; name: string }; rivals: { id: string }[]; plays: { play: string; state: string; task_id: string | null }[]; value_class: string | null; cell: string | null }
interface Word { code: string; zh: string; en: string }

const DAY = 86_400_000;
const RIVAL = '华光';

async function sent<T>(answer: { ok: () => boolean; status: () => number; text: () => Promise<string>; json: () => Promise<unknown> }): Promise<T> {
  if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** A deal on a customer's shelf, with a rival; nothing is assessed yet. */
async function makeDeal(api: APIRequestContext, name: string, minor: number): Promise<Made> {
  const { items } = await sent<{ items: { id: string }[] }>(await api.get('/api/v1/parties?limit=1&kind=organisation'));
  const deal = await sent<Made>(await api.post('/api/v1/deals', {
    data: { party_id: items[0]?.id, name, amount: { kind: 'known', minor }, next_step: { what: 'call', due_at: new Date(Date.now() + 3 * DAY).toISOString() } },
  }));
  return sent<Made>(await api.post(`/api/v1/deals/${deal.id}/rivals`, { data: { name: RIVAL, takes_part: true } }));
}

/** The method's own words, as the page shows them: with a capital at the beginning. */
async function wordsOf(api: APIRequestContext, language: Language): Promise<(code: string) => string> {
  const all = new Map((await sent<Word[]>(await api.get('/api/v1/labels'))).map((one) => [one.code, one[language]]));
  return (code) => {
    const text = all.get(code) ?? code;
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
}

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Answers a question of a form that offers chips. */
async function choose(page: Page, question: string, answer: string): Promise<void> {
  await page.getByRole('radiogroup', { name: question, exact: true }).getByRole('radio', { name: answer, exact: true }).click();
}

for (const language of LANGUAGES) {
  const t = texts[language];

  test(`${language}: a deal is assessed, a play becomes a task, and the cell moves with the answers`, async ({ openAs, apiAs }) => {
    test.setTimeout(120_000);
    const api = await apiAs('manager');
    const word = await wordsOf(api, language);
    const deal = await makeDeal(api, `method ${language}`, 250_000_000);
    const page = await openAs('manager', { language });
    await page.goto(`/deals/${deal.id}`);

    // its value: a high score needs its evidence
    const value = part(page, t.dealMethod.value);
    await value.getByRole('button', { name: t.dealMethod.valueNow }).click();
    const sheet = part(page, t.dealMethod.valueForm);
    const save = sheet.getByRole('button', { name: t.dealMethod.saveAssessment });
    const rate = async (factor: string, score: number) =>
      sheet.getByRole('radiogroup', { name: word(`value_factor.${factor}`), exact: true }).getByRole('radio', { name: word(`value_anchor.${factor}_${score}`) }).check();
    await rate('later_business', 7);
    await expect(sheet.getByText(t.dealMethod.evidenceNeeded)).toBeVisible();
    await expect(save).toBeDisabled();
    await sheet.getByLabel(t.dealMethod.evidenceOf(word('value_factor.later_business'))).fill('plan');
    await rate('brand', 7);
    await sheet.getByLabel(t.dealMethod.evidenceOf(word('value_factor.brand'))).fill('first here');
    await rate('morale', 5);
    await save.click();
    await expect(value.getByText(word('value_class.class_1'), { exact: true })).toBeVisible();
    await expect(value.getByText(word('value_policy.win_and_wall'))).toBeVisible();

    // its opening: our ground, and the rival is ahead
    const opening = part(page, t.dealMethod.opening);
    await opening.getByRole('button', { name: t.dealMethod.openingNow }).click();
    const question = (code: string) => `${word(`evidence_question.${code}`)} ${RIVAL}`;
    await choose(page, word('territory_question.t1'), word('sold_most.we_nearly_all'));
    await choose(page, question('k1'), word('knew_first.rival_long_before'));
    await choose(page, question('k2'), word('shaped.by_rival'));
    await page.getByLabel(t.dealMethod.evidenceOf(question('k2'))).fill('the buyer showed their paper');
    await part(page, t.dealMethod.openingForm).getByRole('button', { name: t.dealMethod.saveAssessment }).click();
    // five of thirteen points are known: the row of our ground is still possible, and nothing is taken for the middle
    await expect(opening.getByRole('img', { name: new RegExp(t.dealMethod.stillPossible('A')) })).toBeVisible();
    await opening.getByRole('button', { name: t.dealMethod.openingAgain }).click();
    await choose(page, question('k3'), word('favours.rival'));
    await part(page, t.dealMethod.openingForm).getByRole('button', { name: t.dealMethod.saveAssessment }).click();
    await expect(opening.getByText(word('opening.a'), { exact: true })).toBeVisible();
    await expect(opening.getByRole('group', { name: RIVAL }).getByText(t.dealMethod.mirror(RIVAL, 'I'))).toBeVisible();
    await expect(opening.getByText(word('play.secure_above'))).toBeVisible();

    // a cause is found and brings its plays; one is taken up
    const advice = part(page, t.dealMethod.advice);
    const cause = word('opening_cause.a1');
    await advice.getByRole('group', { name: t.record.answerOf(cause) }).getByRole('button', { name: t.common.yes, exact: true }).click();
    await advice.getByLabel(t.dealMethod.evidenceOf(cause)).fill('the delivery in spring');
    await advice.getByRole('button', { name: t.dealMethod.saveCauses }).click();
    const play = word('play.settle_trouble');
    await advice.getByRole('button', { name: t.dealMethod.takePlay(play) }).click();
    await advice.getByLabel(t.dealMethod.due).fill(new Date().toISOString().slice(0, 10));
    await advice.getByRole('button', { name: t.dealMethod.makeTask }).click();
    const taken = advice.getByRole('group', { name: t.dealMethod.taken }).getByRole('listitem').filter({ hasText: play });
    await expect(taken.getByText(t.dealMethod.playState.planned)).toBeVisible();
    const now = await sent<Made>(await api.get(`/api/v1/deals/${deal.id}`));
    expect(now).toMatchObject({ value_class: 'class_1', cell: 'a' });
    expect(now.plays[0]).toMatchObject({ play: 'settle_trouble', state: 'planned' });
    const timeline = await sent<{ items: unknown[] }>(await api.get(`/api/v1/parties/${deal.party.id}/timeline`));
    expect(JSON.stringify(timeline)).toContain(now.plays[0]?.task_id);
    await taken.getByRole('button', { name: `${t.dealMethod.used} ${play}`, exact: true }).click();
    await expect(taken.getByText(t.dealMethod.playState.used, { exact: true })).toBeVisible();

    // the answers change: even, then ahead; the trail is drawn
    for (const [k1, k2, k3] of [['together', 'nobody', 'nobody'], ['we_long_before', 'with_us', 'us']]) {
      await opening.getByRole('button', { name: t.dealMethod.openingAgain }).click();
      await choose(page, question('k1'), word(`knew_first.${k1}`));
      await choose(page, question('k2'), word(`shaped.${k2}`));
      await choose(page, question('k3'), word(`favours.${k3}`));
      await part(page, t.dealMethod.openingForm).getByRole('button', { name: t.dealMethod.saveAssessment }).click();
      await expect(part(page, t.dealMethod.openingForm)).toHaveCount(0);
    }
    await expect(opening.getByText(word('opening.g'), { exact: true })).toBeVisible();
    await expect(opening.getByRole('img', { name: /A → D → G/ })).toBeVisible();
    await expect(opening.getByRole('group', { name: t.dealMethod.trail }).getByRole('listitem')).toHaveCount(3);
    await expect(advice.getByRole('group', { name: t.dealMethod.plays }).getByText(word('play.prepare_award'), { exact: true })).toBeVisible();
  });

  test(`${language}: a play that touches a public tender waits for a manager`, async ({ openAs, apiAs }) => {
    const [manager, api] = [await apiAs('manager'), await apiAs('sales')];
    const word = await wordsOf(manager, language);
    const made = await makeDeal(api, `tender ${language}`, 90_000_000);
    await sent(await api.patch(`/api/v1/deals/${made.id}`, { data: { tender: { public: 'yes' } } }));
    const rival = made.rivals[0]?.id ?? '';
    await sent(await api.post(`/api/v1/deals/${made.id}/assessments/opening`, {
      data: { territory: { sold_most: 'we' }, evidence: { [rival]: { shaped: 'with_us', knew_first: 'we_long_before', criteria: 'us' } }, causes: { g1: { answer: 'yes', source: 'stated' } } },
    }));
    const page = await openAs('sales', { language });
    await page.goto(`/deals/${made.id}`);
    const advice = part(page, t.dealMethod.advice);
    const play = word('play.speed_up');
    const offered = advice.getByRole('group', { name: t.dealMethod.plays }).getByRole('listitem').filter({ hasText: play });
    await expect(offered.getByText(word('tender_touch.date'))).toBeVisible();
    await offered.getByRole('button', { name: t.dealMethod.takePlay(play) }).click();
    await offered.getByRole('button', { name: t.dealMethod.askManager }).click();
    const taken = (on: Page) => part(on, t.dealMethod.advice).getByRole('group', { name: t.dealMethod.taken }).getByRole('listitem').filter({ hasText: play });
    await expect(taken(page).getByText(t.dealMethod.playState.asked)).toBeVisible();
    await expect(taken(page).getByRole('button', { name: t.dealMethod.confirmPlay })).toHaveCount(0);

    const above = await openAs('manager', { language });
    await above.goto(`/deals/${made.id}`);
    await taken(above).getByRole('button', { name: t.dealMethod.confirmPlay }).click();
    await expect(taken(above).getByText(t.dealMethod.playState.planned)).toBeVisible();
  });

  test(`${language}: the twenty questions are for large deals of class 1, and tell what changed; a decision keeps its reason`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const word = await wordsOf(api, language);
    const large = await makeDeal(api, `large ${language}`, 300_000_000);
    const page = await openAs('manager', { language });
    await page.goto(`/deals/${large.id}`);
    const questions = part(page, t.dealMethod.questions);
    await expect(questions.getByText(t.dealMethod.noQuestions.class)).toBeVisible();
    const ratings = Object.fromEntries(['later_business', 'brand', 'morale'].map((factor) => [factor, { score: 10, evidence: 'seen', source: 'stated' }]));
    await sent(await api.post(`/api/v1/deals/${large.id}/assessments/value`, { data: { ratings } }));
    await page.reload();
    const money = word('strategic_question.money');
    const answer = async (given: string) => {
      await questions.getByRole('group', { name: t.record.answerOf(money) }).getByRole('button', { name: given, exact: true }).click();
      await questions.getByRole('button', { name: t.dealMethod.saveAssessment }).click();
    };
    await questions.getByRole('button', { name: t.dealMethod.questionsNow }).click();
    await answer(t.common.no);
    await questions.getByRole('button', { name: t.dealMethod.questionsAgain }).click();
    await answer(t.common.yes);
    await expect(questions.getByRole('group', { name: t.dealMethod.changed }).getByRole('listitem')).toContainText(money);
    await expect(questions.getByRole('region', { name: t.dealMethod.areas }).getByRole('img').first()).toBeVisible();

    const decision = part(page, t.dealMethod.decision);
    await decision.getByRole('button', { name: t.dealMethod.decideNow }).click();
    await decision.getByRole('radio', { name: new RegExp(word('deal_decision.hold')) }).click();
    await decision.getByLabel(t.dealMethod.why).fill('the budget comes in spring');
    await decision.getByRole('button', { name: t.dealMethod.saveDecision }).click();
    await expect(decision.getByRole('listitem').filter({ hasText: 'the budget comes in spring' })).toContainText(word('deal_decision.hold'));
  });

  test(`${language}: the manager reads the book, and a square leads to its deals`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const word = await wordsOf(api, language);
    const found = await sent<{ open_cells: { of: string; deals: number }[]; open_classes: { of: string; deals: number }[] }>(await api.get('/api/v1/insight/deals/diagnosis'));
    const cell = found.open_cells.find((one) => one.of === 'g')?.deals ?? 0;
    const page = await openAs('manager', { language });
    await page.goto('/insight/deals');
    await expect(part(page, t.dealInsight.portfolio)).toBeVisible();
    await expect(part(page, t.dealInsight.teamReading)).toBeVisible();
    const grid = part(page, t.dealInsight.grid);
    await grid.getByRole('link', { name: `${word('opening.g')} · ${t.dealMethod.dealsCount(String(cell))}` }).click();
    await expect(page).toHaveURL(/\/deals\?view=table&cell=g$/);
    await expect(page.getByRole('table').first().locator('tbody tr')).toHaveCount(cell);

    await page.goBack();
    const matrix = part(page, t.dealInsight.matrix);
    await matrix.getByRole('radio', { name: t.common.table }).click();
    await matrix.getByRole('link', { name: word('value_class.class_1') }).click();
    await expect(page).toHaveURL(/class=class_1$/);

    await page.goBack();
    const download = page.waitForEvent('download');
    await part(page, t.dealInsight.grid).getByRole('button', { name: t.common.asPng }).click();
    expect((await download).suggestedFilename()).toBe(`${t.dealInsight.grid}.png`);
  });

  test(`${language}: win rates say how many they rest on, and a manager's own forecast stands beside the model's`, async ({ openAs }) => {
    const page = await openAs('manager', { language });
    await page.goto('/insight/deals/win-rates');
    const rates = part(page, t.dealInsight.winRates);
    await expect(rates.getByRole('row').nth(1)).toContainText('n=');
    await page.getByRole('radio', { name: t.dealInsight.by.class }).click();
    await expect(page).toHaveURL(/by=class/);
    await expect(page.getByText(t.dealInsight.association)).toBeVisible();
    await expect(part(page, t.dealInsight.brier).getByRole('row').nth(1)).toContainText(t.dealInsight.model);

    await page.getByRole('navigation', { name: t.dealInsight.places }).getByRole('link', { name: t.dealInsight.forecast }).click();
    await page.getByLabel(t.dealInsight.whose).selectOption({ index: 1 });
    // both languages write into one server
    const said = language === 'zh' ? '6500000' : '7250000';
    await page.getByLabel(t.dealInsight.ownIn('CNY')).fill(said);
    await page.getByRole('button', { name: t.common.save, exact: true }).click();
    await expect(page.getByText(new RegExp(Number(said).toLocaleString('en-GB'))).first()).toBeVisible();
  });

  test(`${language}: a team's own words of a play are shown wherever it is offered`, async ({ openAs, apiAs }) => {
    const api = await apiAs('manager');
    const word = await wordsOf(api, language);
    const own = language === 'zh' ? '两天内约内线吃个饭' : 'Have lunch with the insider within two days';
    const play = word('play.talk_to_insider');
    const page = await openAs('manager', { language });
    await page.goto('/team/playbook?cell=a');
    await page.getByRole('button', { name: t.playbook.editOne(play) }).click();
    await page.getByLabel(language === 'zh' ? t.methods.chinese : t.methods.english, { exact: true }).fill(own);
    await page.getByRole('button', { name: t.common.save, exact: true }).click();
    await expect(page.getByText(own, { exact: true })).toBeVisible();

    const { items } = await sent<{ items: { id: string }[] }>(await api.get('/api/v1/deals?cell=a&limit=1'));
    await page.goto(`/deals/${items[0]?.id}`);
    await expect(part(page, t.dealMethod.advice).getByText(own).first()).toBeVisible();

    await page.goto('/team/playbook?cell=a');
    await page.getByRole('button', { name: t.playbook.restoreOne(own) }).click();
    await expect(page.getByRole('button', { name: t.playbook.editOne(play) })).toBeVisible();
  });
}
