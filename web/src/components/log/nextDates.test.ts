import { describe, expect, test } from 'vitest';
import { fieldValue, quickDate } from './nextDates';

const shown = (choice: Parameters<typeof quickDate>[0], now: Date) => fieldValue(quickDate(choice, now));

describe('quick choices of a next step', () => {
  const wednesday = new Date(2026, 2, 4, 16, 20);

  test('they begin at nine in the morning', () => {
    expect(shown('tomorrow', wednesday)).toBe('2026-03-05T09:00');
    expect(shown('in_3_days', wednesday)).toBe('2026-03-07T09:00');
    expect(shown('in_2_weeks', wednesday)).toBe('2026-03-18T09:00');
  });

  test('next Monday is never today', () => {
    expect(shown('next_monday', wednesday)).toBe('2026-03-09T09:00');
    expect(shown('next_monday', new Date(2026, 2, 9, 8))).toBe('2026-03-16T09:00');
    expect(shown('next_monday', new Date(2026, 2, 8, 8))).toBe('2026-03-09T09:00');
  });

  test('a month after the 31st is the last day of a shorter month', () => {
    expect(shown('in_a_month', new Date(2026, 0, 31, 10))).toBe('2026-02-28T09:00');
    expect(shown('in_a_month', new Date(2026, 11, 15, 10))).toBe('2027-01-15T09:00');
  });
});
