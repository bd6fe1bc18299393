// Classes of customers computed from orders: the overview, lists, runs, a customer's own.

import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { address, answerOf, client } from './client';
import type { ClassListFilters, ClassOverview, ClassRun } from './types';

const CLASSES = 'classes';

export interface OverviewAsked { team?: string; as_of?: string; known_then?: boolean }

export const overviewQuery = (asked: OverviewAsked) =>
  queryOptions({
    queryKey: [CLASSES, 'overview', asked],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/classes', { params: { query: asked }, signal })),
  });

/** The classes of those in a segment, among themselves; nothing of it is kept. */
export const classesOfSegmentQuery = (segment: string, day: string) =>
  queryOptions({
    queryKey: [CLASSES, 'some', segment, day],
    queryFn: ({ signal }) => answerOf(client.POST('/api/v1/classes/of-some', { body: { segment, ...(day ? { as_of: day } : {}) }, signal })),
  });

export const runsQuery = queryOptions({
  queryKey: [CLASSES, 'runs'],
  queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/classes/runs', { signal }))).items,
});

/** Who moved between two runs whose customers are kept. */
export const flowQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: [CLASSES, 'flow', from, to],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/classes/flow', { params: { query: { from, to } }, signal })),
  });

export const partyClassesQuery = (id: string) =>
  queryOptions({
    queryKey: [CLASSES, 'party', id],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/parties/{id}/classes', { params: { path: { id } }, signal })),
  });

export function useClassedCustomers(filters: ClassListFilters) {
  return useInfiniteQuery({
    queryKey: [CLASSES, 'customers', filters],
    queryFn: ({ pageParam, signal }) =>
      answerOf(client.GET('/api/v1/classes/customers', { params: { query: { ...filters, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (previous) => previous,
  });
}

/** Asks for a run; it is shown as soon as it is accepted. */
export function useStartRun() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (as_of: string | null) => answerOf(client.POST('/api/v1/classes/runs', { body: as_of ? { as_of } : {} })),
    onSuccess: (running) => queries.setQueriesData<ClassOverview>({ queryKey: [CLASSES, 'overview'] }, (shown) => shown && { ...shown, running }),
    onSettled: () => void queries.invalidateQueries({ queryKey: [CLASSES] }),
  });
}

export function useCancelRun() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(client.POST('/api/v1/classes/runs/{id}/cancel', { params: { path: { id } } })),
    onSettled: () => void queries.invalidateQueries({ queryKey: [CLASSES] }),
  });
}

export function useSeeChange() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(client.POST('/api/v1/classes/changes/{id}/seen', { params: { path: { id } } })),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['worklist'] }),
  });
}

/** Follows a run; `onEnd` is called once when it stops for whatever reason. */
export function useRunEvents(id: string, onProgress: (run: ClassRun) => void, onEnd: () => void): void {
  useEffect(() => {
    const source = new EventSource(address(`/classes/runs/${id}/events`));
    source.addEventListener('progress', (event) => onProgress(JSON.parse(event.data as string) as ClassRun));
    source.addEventListener('end', () => {
      source.close();
      onEnd();
    });
    return () => source.close();
  }, [id, onProgress, onEnd]);
}
