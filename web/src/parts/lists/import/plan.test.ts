import { expect, test } from 'vitest';
import type { ImportRun } from '../../../api/types';
import { changedBy, clashesOf, columnOf } from './plan';

const run = (over: Partial<ImportRun> = {}): ImportRun =>
  ({
    format: { kind: 'text', encoding: 'utf-8', delimiter: ',', sheets: [], columns: [] },
    on_duplicate: 'skip',
    mapping: [{ name: 'Phone', field: 'phone', confidence: 100, why: 'header', samples: [] }, { name: 'Remark', field: null, confidence: 0, why: 'none', samples: [] }],
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
  const theirs = run({ mapping: run().mapping.map((column) => (column.name === 'Remark' ? { ...column, field: 'note' } : column)) });
  expect(clashesOf({ mapping: [{ column: 'Phone', field: 'mobile' }] }, run(), theirs)).toEqual([]);
  const [clash] = clashesOf({ mapping: [{ column: 'Remark', field: 'need' }] }, run(), theirs);
  expect(clash).toEqual({ field: 'column:Remark', mine: 'need', theirs: 'note' });
  expect(columnOf(clash?.field ?? '')).toBe('Remark');
});

test('what a change leaves out is not compared', () => {
  expect(changedBy({ market: null, mapping: [{ column: 'Phone', field: null }] })).toEqual({ 'column:Phone': '' });
});
