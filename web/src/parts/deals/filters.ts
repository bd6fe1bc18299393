// Which deals are shown and how, as it stands in the address: it can be shared, reloaded and gone back to.

import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { DealFilters } from '../../api/types';

export const VIEWS = ['board', 'table', 'calendar'] as const;
export type View = (typeof VIEWS)[number];

const TEXTS = ['q', 'state', 'owner', 'team', 'party', 'line', 'stage', 'class', 'cell', 'decision', 'outcome', 'sort'] as const;
export type FilterName = (typeof TEXTS)[number] | 'step_due';

export function filtersOf(params: URLSearchParams): DealFilters {
  const filters: DealFilters = {};
  for (const name of TEXTS) {
    const value = params.get(name);
    if (value) filters[name] = value;
  }
  if (params.get('step_due') === 'true') filters.step_due = true;
  return filters;
}

/** The board shows open deals in its own order. */
export function boardFilters({ state: _state, outcome: _outcome, sort: _sort, ...rest }: DealFilters): DealFilters {
  return rest;
}

export function viewOf(params: URLSearchParams): View {
  const asked = params.get('view');
  return VIEWS.find((view) => view === asked) ?? 'board';
}

export type Change = Partial<Record<FilterName | 'view' | 'month' | 'new', string | null>>;

export function changed(before: URLSearchParams, change: Change): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [name, value] of Object.entries(change)) {
    if (value) after.set(name, value);
    else after.delete(name);
  }
  return after;
}

export function useDealFilters() {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => filtersOf(params), [params]);
  const set = useCallback((change: Change) => setParams((before) => changed(before, change), { replace: true }), [setParams]);
  const clear = useCallback(
    () => setParams((before) => new URLSearchParams([...before].filter(([name]) => ['view', 'month', 'sort'].includes(name))), { replace: true }),
    [setParams],
  );
  return { filters, view: viewOf(params), month: params.get('month'), creating: params.get('new') === '1', set, clear };
}
