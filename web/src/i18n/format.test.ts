import { describe, expect, test } from 'vitest';
import { calendarDays, formatsOf } from './format';

describe('figures in the reader’s own writing', () => {
  const zh = formatsOf('zh');
  const en = formatsOf('en');

  test('large numbers are short in both languages', () => {
    expect(zh.short(12_000)).toBe('1.2万');
    expect(en.short(12_000)).toBe('12k');
  });

  test('points carry their sign, and nothing is neither plus nor minus', () => {
    expect(en.signed(12.5)).toBe('+12.5');
    expect(en.signed(0)).toBe('0');
  });

  test('money comes in minor units', () => {
    expect(zh.money(120_050, 'CNY')).toContain('1,200.5');
    expect(zh.wholeMoney(120_050, 'CNY')).toMatch(/1,201$/);
  });
});

test('calendar days do not depend on the hour', () => {
  const evening = new Date(2026, 2, 4, 23, 50);
  expect(calendarDays(new Date(2026, 2, 5, 0, 10), evening)).toBe(1);
  expect(calendarDays(new Date(2026, 2, 4, 0, 10), evening)).toBe(0);
  expect(calendarDays(new Date(2026, 1, 28, 12), evening)).toBe(-4);
});
