import { expect, test } from 'vitest';
import { partOf } from './rivals';

const valves = { id: 'v', code: 'valves', name: '' };
const bearings = { id: 'b', code: 'bearings', name: '' };
const share = (id: string, amount_minor: number, line = valves) => ({ id, line, amount_minor, currency: 'CNY', from: '2026-01-01', to: '2026-06-30' });
const order = (on: string, amount_minor: number, line = valves) => ({ on, currency: 'CNY', lines: [{ line, amount_minor, quantity_milli: 1000 }] });

test('a rival has a part of our sales and theirs in the same line and time', () => {
  const orders = [order('2026-01-01', 500), order('2026-06-30', 200), order('2026-07-01', 9_000), order('2026-03-01', -100), order('2026-03-01', 9_000, bearings)];
  expect(partOf(share('1', 600), [share('1', 600)], orders)).toBeCloseTo(600 / 1200);
});

test('rivals of the same time are counted beside each other', () => {
  const all = [share('1', 600), share('2', 400), share('3', 5_000, bearings)];
  expect(all.slice(0, 2).map((one) => partOf(one, all, []))).toEqual([0.6, 0.4]);
});

test('nothing bought from anybody is no part', () => {
  expect(partOf(share('1', 0), [share('1', 0)], [])).toBeNull();
});
