import { expect, test } from 'vitest';
import { placeAt, placeChange, spread, stepped } from './map';

test('a point of the map is a place, whatever the heights of the rows', () => {
  const heights = [100, 200, 100];
  expect(placeAt(0, 0, heights)).toEqual({ power: 'decider', leaning: null });
  expect(placeAt(0.99, 399, heights)).toEqual({ power: 'user', leaning: 'acts_for_us' });
  expect(placeAt(0.5, 299, heights)).toEqual({ power: 'influencer', leaning: 'neutral' });
  expect(placeAt(-1, 7000, heights)).toEqual({ power: 'user', leaning: null });
});

test('a step goes to the place beside, and the edge holds', () => {
  expect(stepped({ power: 'user', leaning: 'neutral' }, 1, -1)).toEqual({ power: 'influencer', leaning: 'inclined_to_us' });
  expect(stepped({ power: 'decider', leaning: 'acts_for_us' }, 1, -1)).toEqual({ power: 'decider', leaning: 'acts_for_us' });
});

test('people in one place do not cover each other', () => {
  expect(spread(1, 2)).toEqual([{ x: 0.5, y: 0.5 }]);
  expect(spread(2, 1)).toEqual([{ x: 0.5, y: 0.25 }, { x: 0.5, y: 0.75 }]);
  for (const count of [2, 3, 5]) expect(new Set(spread(count, 2).map(({ x, y }) => `${x} ${y}`)).size).toBe(count);
});

test('a move says unknown in its own word, and keeps the rival somebody leans to', () => {
  expect(placeChange({ power: 'user', leaning: null }, 'r')).toEqual({ power: 'user', leaning_unknown: true });
  expect(placeChange({ power: 'user', leaning: 'acts_for_rival' }, 'r')).toEqual({ power: 'user', leaning: 'acts_for_rival', rival_id: 'r' });
  expect(placeChange({ power: 'user', leaning: 'neutral' }, 'r')).toEqual({ power: 'user', leaning: 'neutral' });
});
