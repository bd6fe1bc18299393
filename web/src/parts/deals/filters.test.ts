import { expect, test } from 'vitest';
import { boardFilters, changed, filtersOf, viewOf } from './filters';

test('the address says which deals are shown and how', () => {
  const params = new URLSearchParams('view=table&class=class_1,class_2&step_due=true&nonsense=1&month=2026-11');
  expect(filtersOf(params)).toEqual({ class: 'class_1,class_2', step_due: true });
  expect(viewOf(params)).toBe('table');
  expect(viewOf(new URLSearchParams('view=upside-down'))).toBe('board');
});

test('the board leaves out what only a table has', () => {
  expect(boardFilters({ state: 'all', sort: '-amount', outcome: 'won', owner: 'me' })).toEqual({ owner: 'me' });
});

test('a change replaces, removes and leaves the rest', () => {
  expect(changed(new URLSearchParams('a=1&owner=me'), { owner: null, view: 'calendar' }).toString()).toBe('a=1&view=calendar');
});
