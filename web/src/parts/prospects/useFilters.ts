// The filter of the table lives in the address: it can be shared, reloaded and gone back to.

import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { PartyFilters } from '../../api/parties';

export const FILTERS = [
  'q', 'kind', 'status', 'owner', 'team', 'grade', 'intent', 'golden', 'class', 'face', 'cadence', 'colour', 'in_hand', 'disposition', 'market', 'method', 'list', 'tag', 'step', 'city', 'min_score', 'returns_within', 'shared', 'filter', 'segment', 'sort',
] as const satisfies readonly (keyof PartyFilters)[];

export type FilterName = (typeof FILTERS)[number];

export function useFilters() {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => {
    const found: PartyFilters = {};
    for (const name of FILTERS) {
      const value = params.get(name);
      if (value) found[name] = value;
    }
    return found;
  }, [params]);

  const set = useCallback(
    (change: Partial<Record<FilterName | 'view' | 'new', string | null>>, replace = true) => {
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(change)) {
            if (value) after.set(name, value);
            else after.delete(name);
          }
          return after;
        },
        { replace },
      );
    },
    [setParams],
  );
  const replaceAll = useCallback(
    (next: PartyFilters, view: string | null) => {
      const after = new URLSearchParams(next as Record<string, string>);
      if (view) after.set('view', view);
      setParams(after);
    },
    [setParams],
  );
  return { filters, view: params.get('view'), creating: params.get('new') === '1', set, replaceAll };
}
