import { expect, it } from 'vitest';
import { after, beginning, lastDay } from './days';

const local = (at: string) => {
  const date = new Date(at);
  return `${date.getMonth() + 1}/${date.getDate()} ${date.getHours()}:${date.getMinutes()}`;
};

it('begins with the day and ends after the last one, also over the end of a month', () => {
  expect(local(beginning('2026-10-01'))).toBe('10/1 0:0');
  expect(local(after('2026-10-31'))).toBe('11/1 0:0');
});

it('shows the last day as it was chosen', () => {
  expect(local(lastDay(after('2026-10-07')))).toBe('10/7 23:59');
});
