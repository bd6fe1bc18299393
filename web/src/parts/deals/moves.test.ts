import { expect, test } from 'vitest';
import type { DealBoard, DealLine, DealStage } from '../../api/types';
import { inColumnOrder, movedOnBoard, needsStep, withCard } from './moves';

const stage = (code: string): DealStage => ({ code, zh: code, en: code });

function card(id: string, more: Partial<DealLine> = {}): DealLine {
  return {
    id, name: id, party: { id: 'p', name: 'P' }, line: { id: 'l', code: 'general', name: '' }, stage: stage('found'), stage_since: '2026-11-01T00:00:00Z',
    amount: { kind: 'known', minor: 100 }, currency: 'CNY', next_step: 'call', next_step_state: 'set', value_firm: false, cell_firm: false,
    created_at: '2026-11-01T00:00:00Z', updated_at: '2026-11-01T00:00:00Z', version: 1, ...more,
  };
}

const usual = { old_from_days: 30, n: 0 };

const board = (): DealBoard => ({
  columns: [
    { stage: stage('found'), deals: 2, unknown: 0, sums: [{ currency: 'CNY', minor: 300 }], usual, cards: [card('a'), card('b', { amount: { kind: 'known', minor: 200 } })] },
    { stage: stage('need'), deals: 0, unknown: 0, sums: [], usual, cards: [] },
  ],
});

test('counts and sums go with a card', () => {
  const [found, need] = movedOnBoard(board(), card('a'), stage('need')).columns;
  expect(found).toMatchObject({ deals: 1, unknown: 0, sums: [{ currency: 'CNY', minor: 200 }] });
  expect(need).toMatchObject({ deals: 1, sums: [{ currency: 'CNY', minor: 100 }] });
  expect(need?.cards[0]?.stage.code).toBe('need');
});

test('a deal without an amount is counted as such, and no sum changes', () => {
  const unknown = card('b', { amount: { kind: 'unknown' } });
  const start = board();
  const [found, need] = movedOnBoard({ columns: start.columns.map((one, at) => (at === 0 ? { ...one, unknown: 1 } : one)) }, unknown, stage('need')).columns;
  expect(found?.unknown).toBe(0);
  expect(found?.sums).toEqual([{ currency: 'CNY', minor: 300 }]);
  expect(need?.unknown).toBe(1);
  expect(need?.sums).toEqual([]);
});

test('nothing changes where the stage is the same', () => {
  const start = board();
  expect(movedOnBoard(start, card('a'), stage('found'))).toBe(start);
});

test('cards stand by the day expected, those without one last', () => {
  const [late, soon, none] = [card('late', { expected_on: '2027-01-01' }), card('soon', { expected_on: '2026-12-01' }), card('none')];
  expect([none, late, soon].toSorted(inColumnOrder).map((one) => one.id)).toEqual(['soon', 'late', 'none']);
  expect(withCard([soon], late, true)).toEqual([soon]);
  expect(withCard([soon], late, false).map((one) => one.id)).toEqual(['soon', 'late']);
  expect(withCard([late], soon, true).map((one) => one.id)).toEqual(['soon', 'late']);
});

test('a missing or overdue next step is asked for', () => {
  expect(needsStep({ next_step_state: 'set' })).toBe(false);
  expect(needsStep({ next_step_state: 'overdue' })).toBe(true);
  expect(needsStep({ next_step_state: 'missing' })).toBe(true);
});
