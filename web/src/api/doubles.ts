// Doubles (PRO-11): the queue of pairs, comparisons of all records, merges and how they are undone.

import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, client } from './client';
import type { MergeRequest, PairState } from './types';

const at = (id: string) => ({ path: { id } });

export function usePairs(state: PairState, enabled = true) {
  return useInfiniteQuery({
    queryKey: ['duplicates', 'pairs', state],
    queryFn: ({ pageParam, signal }) =>
      answerOf(client.GET('/api/v1/duplicates/pairs', { params: { query: { state, cursor: pageParam, limit: 50 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled,
  });
}

/** How many pairs wait, for the places that lead to them. */
export function usePairCount(enabled: boolean) {
  return useQuery({
    queryKey: ['duplicates', 'count'],
    queryFn: async ({ signal }) =>
      (await answerOf(client.GET('/api/v1/duplicates/pairs', { params: { query: { limit: 1 } }, signal }))).total?.count ?? 0,
    enabled,
  });
}

export function useDecidePair() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, same }: { id: string; same: boolean }) => {
      if (same) await client.DELETE('/api/v1/duplicates/pairs/{id}/dismissal', { params: at(id) });
      else await client.PUT('/api/v1/duplicates/pairs/{id}/dismissal', { params: at(id) });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['duplicates'] }),
  });
}

/** The last comparisons of all records; asked again every second while one is under way. */
export function useScans() {
  return useQuery({
    queryKey: ['duplicates', 'scans'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/duplicates/scans', { signal }))).items,
    refetchInterval: ({ state }) => (state.data?.[0]?.state === 'running' ? 1_000 : false),
  });
}

export function useStartScan() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answerOf(client.POST('/api/v1/duplicates/scans')),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['duplicates'] }),
  });
}

export const mergePlanQuery = (one: string, other: string, keep: string | undefined) =>
  queryOptions({
    queryKey: ['duplicates', 'plan', one, other, keep],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/merges/plan', { params: { query: { one, other, keep } }, signal })),
    placeholderData: (previous) => previous,
  });

/** What a merge, or undoing one, makes stale. */
const STALE = ['duplicates', 'party', 'parties', 'worklist', 'lists', 'search'];

export function useMerge() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: MergeRequest) => answerOf(client.POST('/api/v1/merges', { body })),
    onSuccess: () => STALE.forEach((key) => void queries.invalidateQueries({ queryKey: [key] })),
  });
}

export const mergesQuery = (party: string) =>
  queryOptions({
    queryKey: ['party', party, 'merges'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/parties/{id}/merges', { params: at(party), signal }))).items,
  });

export const undoPlanQuery = (merge: string) =>
  queryOptions({
    queryKey: ['duplicates', 'undo', merge],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/merges/{id}/undo', { params: at(merge), signal })),
    // it says what stands now
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

export function useUndoMerge() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      answerOf(client.POST('/api/v1/merges/{id}/undo', { params: at(id), body: { version } })),
    onSuccess: () => STALE.forEach((key) => void queries.invalidateQueries({ queryKey: [key] })),
  });
}
