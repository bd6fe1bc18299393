import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../api/dealMethod';
import { answersBody, AREAS, lastOf, needsEvidence, openingBody, openingDraft, questionsDraft, valueBody, valueDraft, whyNoQuestions } from './sheets';

const kept = (kind: Assessment['kind'], sheet: unknown): Assessment => ({ id: kind, kind, firm: true, sheet, verdict: {}, note: '', at: '2026-01-01T00:00:00Z' }) as Assessment;

describe('the sheet of a value', () => {
  it('begins from what was rated last and leaves the rest unknown', () => {
    const draft = valueDraft(kept('value', { ratings: { later_business: { score: 7, evidence: 'plan', source: 'stated' } }, critical_moment: null }));
    expect(draft.ratings.later_business).toEqual({ score: 7, evidence: 'plan' });
    expect(draft.ratings.brand.score).toBeNull();
    expect(valueDraft(null).ratings.morale).toEqual({ score: null, evidence: '' });
  });

  it('asks for evidence from seven on', () => {
    expect(needsEvidence({ score: 6, evidence: '' })).toBe(false);
    expect(needsEvidence({ score: 7, evidence: '  ' })).toBe(true);
    expect(needsEvidence({ score: 10, evidence: 'seen' })).toBe(false);
    expect(needsEvidence({ score: null, evidence: '' })).toBe(false);
  });

  it('sends what is known, zero among it', () => {
    const body = valueBody({ ratings: { later_business: { score: 0, evidence: '' }, brand: { score: null, evidence: 'x' }, morale: { score: 5, evidence: ' y ' } }, critical: ' ', note: '' }, 3);
    expect(body).toEqual({ ratings: { later_business: { score: 0, evidence: '', source: 'stated' }, morale: { score: 5, evidence: 'y', source: 'stated' } }, note: '', version: 3 });
  });
});

describe('the sheet of an opening', () => {
  const sheet = {
    facts: {
      answers: { bought_at_all: 'yes', sold_most: 'we', latest_order: null, in_use: null, rival: 'r1' },
      rivals: [{ rival: 'r1', takes_part: true, evidence: { knew_first: 'together' } }, { rival: 'gone', takes_part: true, evidence: { shaped: 'by_rival' } }],
      others_asked: 'no',
    },
    causes: { d1: { answer: 'yes', source: 'stated', note: 'said so' }, d2: { answer: 'unknown', source: 'stated' } },
    look_until: null,
  };

  it('keeps what is known about rivals the deal still has', () => {
    const draft = openingDraft(kept('opening', sheet), ['r1', 'r2']);
    expect(draft.evidence).toEqual({ r1: { knew_first: 'together' } });
    expect(draft.causes).toEqual({ d1: { answer: 'yes', source: 'stated', note: 'said so' } });
    expect(draft.others).toBe('no');
  });

  it('sends only what is known', () => {
    const body = openingBody(openingDraft(kept('opening', sheet), ['r1']), 4);
    expect(body.territory).toEqual({ bought_at_all: 'yes', sold_most: 'we', rival: 'r1' });
    expect(body.evidence).toEqual({ r1: { knew_first: 'together' } });
    expect(body).not.toHaveProperty('look_until');
    expect(openingBody(openingDraft(null, []), 1)).toMatchObject({ territory: {}, evidence: {}, causes: {}, others_asked: 'unknown' });
  });

  it('means the only rival there is', () => {
    expect(openingDraft(null, ['r1']).territory.rival).toBe('r1');
    expect(openingDraft(null, ['r1', 'r2']).territory.rival).toBe('');
  });

  it('asks nothing further where nobody has bought anything', () => {
    const draft = openingDraft(kept('opening', sheet), ['r1']);
    expect(openingBody({ ...draft, territory: { ...draft.territory, bought_at_all: 'no' } }, 1).territory).toEqual({ bought_at_all: 'no' });
  });
});

describe('the twenty questions', () => {
  it('are twenty, each in one area', () => {
    const all = Object.values(AREAS).flat();
    expect(all).toHaveLength(20);
    expect(new Set(all).size).toBe(20);
  });

  it('begin from the last sheet of each side', () => {
    const draft = questionsDraft(kept('questions', { ours: { money: { answer: 'no', source: 'stated' } }, rivals: { r1: { fit: { answer: 'yes', source: 'stated' } } } }), ['r1', 'r2']);
    expect(Object.keys(draft.ours)).toEqual(['money']);
    expect(Object.keys(draft.rivals)).toEqual(['r1', 'r2']);
    expect(answersBody({ fit: { answer: 'unknown' }, money: { answer: 'yes', source: 'stated', note: ' x ' } })).toEqual({ money: { answer: 'yes', source: 'stated', note: 'x' } });
  });

  it('say why they are not asked', () => {
    expect(whyNoQuestions({ value_class: 'class_2', amount: { kind: 'known' } })).toBe('class');
    expect(whyNoQuestions({ value_class: 'class_1', amount: { kind: 'unknown' } })).toBe('amount');
    expect(whyNoQuestions({ value_class: 'class_1', amount: { kind: 'known' } })).toBe('small');
  });

  it('finds the last assessment of a kind', () => {
    const list = [kept('opening', {}), kept('value', { first: true })];
    expect(lastOf(list, 'value')?.sheet).toEqual({ first: true });
    expect(lastOf(list, 'questions')).toBeNull();
    expect(lastOf(undefined, 'value')).toBeNull();
  });
});
