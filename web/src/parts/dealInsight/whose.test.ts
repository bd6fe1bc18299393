import { describe, expect, it } from 'vitest';
import { listAddress, minorOf, quartersAround, whoseOf } from './whose';

describe('whose deals', () => {
  it('stand in the address', () => {
    expect(whoseOf(new URLSearchParams('team=t1'))).toEqual({ team: 't1' });
    expect(whoseOf(new URLSearchParams('user=u1&team=t1'))).toEqual({ user: 'u1' });
    expect(whoseOf(new URLSearchParams())).toEqual({});
  });

  it('narrow the list that a square leads to', () => {
    expect(listAddress({}, { cell: 'g' })).toBe('/deals?view=table&cell=g');
    expect(listAddress({ user: 'u1' }, { class: 'class_1' })).toBe('/deals?view=table&class=class_1&owner=u1');
    expect(listAddress({ team: 't1' }, { cell: 'a' })).toBe('/deals?view=table&cell=a&team=t1');
  });
});

it('quarters run over the turn of the year, newest first', () => {
  expect(quartersAround(new Date(2026, 10, 28), 1, 1)).toEqual(['2027-q1', '2026-q4', '2026-q3']);
});

it('an amount is read as typed, or not at all', () => {
  expect(minorOf('1,200,000')).toBe(120_000_000);
  expect(minorOf(' 12.5 ')).toBe(1250);
  expect(minorOf('')).toBeNull();
  expect(minorOf('twelve')).toBeNull();
});
