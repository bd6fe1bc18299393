import { expect, test } from 'vitest';
import { monthsBefore, sums } from './months';

test('months go back over the turn of the year', () => {
  expect(monthsBefore(new Date(2026, 1, 28), 3)).toEqual(['2025-12', '2026-01', '2026-02']);
});

test('a return belongs to the month of its booking', () => {
  const orders = [{ on: '2026-01-31', amount_minor: 500 }, { on: '2026-02-01', amount_minor: -200 }, { on: '2024-02-01', amount_minor: 900 }];
  expect(sums(orders, ['2026-01', '2026-02'])).toEqual([500, -200]);
});
