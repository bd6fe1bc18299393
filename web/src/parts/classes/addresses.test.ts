import { expect, test } from 'vitest';
import { customersOf, dayBefore, endOfMonth } from './addresses';

test('a month ends on its last day', () => {
  expect(endOfMonth('2026-02-01')).toBe('2026-02-28');
  expect(endOfMonth('2024-02-01')).toBe('2024-02-29');
  expect(endOfMonth('2026-12-01')).toBe('2026-12-31');
});

test('the day before the first of a month is the last of another', () => {
  expect(dayBefore('2026-03-01')).toBe('2026-02-28');
});

test('a list is asked for by its filters', () => {
  expect(customersOf({ existing: 'ei', sort: 'risk' })).toBe('/insight/classes/customers?existing=ei&sort=risk');
});
