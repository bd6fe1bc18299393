import { expect, test } from 'vitest';
import { monthAfter, monthOf, weeksOf } from './months';

test('a month is whole weeks from Monday on', () => {
  const weeks = weeksOf('2026-11');
  expect(weeks[0]?.[0]).toBe('2026-10-26');
  expect(weeks[0]?.[6]).toBe('2026-11-01');
  expect(weeks.at(-1)?.[0]).toBe('2026-11-30');
  expect(weeks).toHaveLength(6);
  expect(weeksOf('2027-02')).toHaveLength(4);
  expect(weeksOf('2026-06')[0]?.[0]).toBe('2026-06-01');
});

test('months follow each other over the year', () => {
  expect(monthAfter('2026-12', 1)).toBe('2027-01');
  expect(monthAfter('2026-01', -1)).toBe('2025-12');
});

test('what is no month means the present one', () => {
  expect(monthOf('2026-13', new Date(2026, 4, 9))).toBe('2026-05');
  expect(monthOf(null, new Date(2026, 4, 9))).toBe('2026-05');
  expect(monthOf('2024-02', new Date(2026, 4, 9))).toBe('2024-02');
});
