import { expect, test } from 'vitest';
import { laterThan, matrixOf } from './flows';

test('moves make a square of the classes that occur', () => {
  const { classes, count, all, moved } = matrixOf([
    { was: 'eii', becomes: 'ei', customers: 2 },
    { was: 'ei', becomes: 'ei', customers: 5 },
    { was: 'new', becomes: 'eii', customers: 1 },
  ]);
  expect(classes).toEqual(['ei', 'eii', 'new']);
  expect(count('eii', 'ei')).toBe(2);
  expect(count('ei', 'eii')).toBe(0);
  expect([all, moved]).toEqual([8, 3]);
});

test('a run is compared with later states only', () => {
  const [january, march, marchAgain] = [
    { as_of: '2026-01-31', asked_at: '2026-03-05T09:00:00Z' },
    { as_of: '2026-03-04', asked_at: '2026-03-04T01:00:00Z' },
    { as_of: '2026-03-04', asked_at: '2026-03-04T08:00:00Z' },
  ];
  const runs = [january, march, marchAgain];
  expect(laterThan(runs, january)).toEqual([marchAgain, march]);
  expect(laterThan(runs, march)).toEqual([marchAgain]);
  expect(laterThan(runs, marchAgain)).toEqual([]);
});
