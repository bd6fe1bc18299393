import { expect, test } from 'vitest';
import { changeOf, EMPTY, newDealOf } from './fields';

test('a new deal says only what was filled in', () => {
  const deal = newDealOf('p', { ...EMPTY, name: ' Scanner ', amount: '1200', step: 'call', due: '2026-12-01T09:00' });
  expect(deal).toMatchObject({ party_id: 'p', name: 'Scanner', amount: { kind: 'known', minor: 120_000 }, currency: 'CNY' });
  expect(deal.next_step.what).toBe('call');
  expect(deal.tender).toBeUndefined();
  expect(deal.stage).toBeUndefined();
  expect(deal.expected_on).toBeUndefined();
});

test('a known amount that nobody typed is unknown', () => {
  expect(newDealOf('p', EMPTY).amount).toEqual({ kind: 'unknown' });
});

test('an estimate goes as units and price', () => {
  const deal = newDealOf('p', { ...EMPTY, kind: 'estimated', low: '1', likely: '2', high: '3', price: '10' });
  expect(deal.amount).toBeUndefined();
  expect(deal.estimate).toEqual({ units: { low: 1, likely: 2, high: 3 }, price_minor: 1000 });
});

test('a change says only what differs, and what was emptied', () => {
  const read = { ...EMPTY, name: 'A', expected: '2026-12-01', buying: 'decide', note: 'x' };
  expect(changeOf(read, read)).toEqual({});
  expect(changeOf(read, { ...read, name: 'B', expected: '', buying: '' })).toEqual({ name: 'B', empty: ['expected_on', 'buying_stage'] });
  expect(changeOf(read, { ...read, kind: 'unknown' })).toEqual({ amount: { kind: 'unknown' } });
  expect(changeOf(read, { ...read, place: 'hall' }).tender).toMatchObject({ place: 'hall', public: 'unknown', opens_at: null });
});

test('an estimate without units leaves the amount as it is', () => {
  const read = { ...EMPTY, kind: 'estimated' };
  expect(changeOf(read, { ...read, price: '5' })).toEqual({});
});
