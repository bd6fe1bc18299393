import { expect, test } from 'vitest';
import type { DealChangeEntry } from '../../api/types';
import { laterChanges, newestFirst } from './happened';

const change = (kind: DealChangeEntry['kind'], at: string, before: DealChangeEntry['before'] = null): DealChangeEntry => ({ id: `${kind}-${at}`, kind, at, before, after: null });

test('what a deal was opened with is no change', () => {
  const opened = '2026-11-01T08:00:00.000Z';
  const later = [
    change('stage', opened), change('amount', opened), change('amount', '2026-11-02T08:00:00.000Z'),
    change('stage', '2026-11-03T08:00:00.000Z', { is: 'stage', stage: { code: 'found', zh: '', en: '' } }), change('ended', '2026-11-04T08:00:00.000Z'),
  ];
  expect(laterChanges(later, opened).map((one) => one.kind)).toEqual(['amount', 'stage', 'ended']);
});

test('the newest stands first, whatever the zone it was written in', () => {
  const entries = [{ at: '2026-11-01T08:00:00Z' }, { at: '2026-11-01T17:00:00+08:00' }];
  expect(newestFirst(entries).map(({ at }) => at)).toEqual(['2026-11-01T17:00:00+08:00', '2026-11-01T08:00:00Z']);
});
