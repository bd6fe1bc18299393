import { expect, test } from 'vitest';
import { placeAt, placeChange, spread, stepped } from './map';

test('a point of the map is a place', () => {
  expect(placeAt(0, 0)).toEqual({ power: 'decider', leaning: null });
  expect(placeAt(0.99, 0.99)).toEqual({ power: 'user', leaning: 'acts_for_us' });
  expect(placeAt(0.5, 0.5)).toEqual({ power: 'influencer', leaning: 'neutral' });
  expect(placeAt(-1, 7)).toEqual({ power: 'user', leaning: null });
});

test('a step goes to the place beside, and the edge holds', () => {
  expect(stepped({ power: 'user', leaning: 'neutral' }, 1, -1)).toEqual({ power: 'influencer', leaning: 'inclined_to_us' });
  expect(stepped({ power: 'decider', leaning: 'acts_for_us' }, 1, -1)).toEqual({ power: 'decider', leaning: 'acts_for_us' });
});

test('people in one place do not cover each other', () => {
  expect(spread(1)).toEqual([{ x: 0.5, y: 0.5 }]);
  for (const count of [2, 3, 5]) expect(new Set(spread(count).map(({ x, y }) => `${x} ${y}`)).size).toBe(count);
});

test('a move says unknown in its own word, and keeps the rival somebody leans to', () => {
  expect(placeChange({ power: 'user', leaning: null }, 'r')).toEqual({ power: 'user', leaning_unknown: true });
  expect(placeChange({ power: 'user', leaning: 'acts_for_rival' }, 'r')).toEqual({ power: 'user', leaning: 'acts_for_rival', rival_id: 'r' });
  expect(placeChange({ power: 'user', leaning: 'neutral' }, 'r')).toEqual({ power: 'user', leaning: 'neutral' });
});
