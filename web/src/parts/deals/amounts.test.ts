import { expect, test } from 'vitest';
import { basisOf, estimateOf, inOrder, likelyOf, minorOf, typedOf, workedOut } from './amounts';

test('money is read as people type it', () => {
  expect(minorOf('1,200,000.5')).toBe(120_000_050);
  expect(minorOf(',')).toBeNull();
  expect(minorOf('-3')).toBeNull();
  expect(minorOf('abc')).toBeNull();
  expect(minorOf('0')).toBe(0);
  expect(typedOf(120_000_050)).toBe('1200000.5');
  expect(typedOf(null)).toBe('');
});

test('an estimate is units times price, with its ends', () => {
  const estimate = estimateOf({ low: '8', likely: '10', high: '15', price: '30000' });
  expect(estimate).toEqual({ units: { low: 8, likely: 10, high: 15 }, price_minor: 3_000_000 });
  expect(estimate && workedOut(estimate)).toEqual({ low: 24_000_000, likely: 30_000_000, high: 45_000_000 });
  expect(estimate && inOrder(estimate)).toBe(true);
});

test('one number of units stands for all three, and without a price there is no estimate', () => {
  expect(estimateOf({ likely: '4', price: '5' })?.units).toEqual({ low: 4, likely: 4, high: 4 });
  expect(estimateOf({ likely: '4' })).toBeNull();
  expect(inOrder({ units: { low: 5, likely: 4, high: 9 }, price_minor: 1 })).toBe(false);
});

test('what counts is the likely amount', () => {
  expect(likelyOf({ kind: 'unknown' })).toBeNull();
  expect(likelyOf({ kind: 'known', minor: 7 })).toBe(7);
  expect(likelyOf({ kind: 'estimated', low_minor: 1, likely_minor: 2, high_minor: 3 })).toBe(2);
});

test('a basis is read only where it is one', () => {
  expect(basisOf({ units: { low: 1, likely: 2, high: 3 }, price_minor: 9 })?.price_minor).toBe(9);
  expect(basisOf(null)).toBeNull();
  expect(basisOf({ price_minor: 9 })).toBeNull();
});
