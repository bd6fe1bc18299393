import { expect, test } from 'vitest';
import type { ImportRun } from '../../../api/types';
import { changedBy, clashesOf, columnOf } from './plan';

const run = (over: Partial<ImportRun> = {}): ImportRun =>
  ({
    format: { kind: 'text', encoding: 'utf-8', delimiter: ',', sheets: [], columns: [] },
    on_duplicate: 'skip',
    mapping: [{ name: '电话', field: 'phone', confidence: 100, why: 'header', samples: [] }, { name: '备注', field: null, confidence: 0, why: 'none', samples: [] }],
    ...over,
  }) as unknown as ImportRun;

test('a change of something that nobody else touched clashes with nothing', () => {
  expect(clashesOf({ on_duplicate: 'fill' }, run(), run({ market: 'cold' }))).toEqual([]);
});

test('what both chose differently is a clash, what both chose alike is none', () => {
  const theirs = run({ on_duplicate: 'overwrite' });
  expect(clashesOf({ on_duplicate: 'fill' }, run(), theirs)).toEqual([{ field: 'on_duplicate', mine: 'fill', theirs: 'overwrite' }]);
  expect(clashesOf({ on_duplicate: 'overwrite' }, run(), theirs)).toEqual([]);
});

test('columns are compared one by one', () => {
  const theirs = run({ mapping: run().mapping.map((column) => (column.name === '备注' ? { ...column, field: 'note' } : column)) });
  expect(clashesOf({ mapping: [{ column: '电话', field: 'mobile' }] }, run(), theirs)).toEqual([]);
  const [clash] = clashesOf({ mapping: [{ column: '备注', field: 'need' }] }, run(), theirs);
  expect(clash).toEqual({ field: 'column:备注', mine: 'need', theirs: 'note' });
  expect(columnOf(clash?.field ?? '')).toBe('备注');
});

test('what a change leaves out is not compared', () => {
  expect(changedBy({ market: null, mapping: [{ column: '电话', field: null }] })).toEqual({ 'column:电话': '' });
});
