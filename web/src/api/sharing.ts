// Who reaches a record besides its owner: deputies, and shared records; and the history of a record by fact.

import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, client } from './client';
import { refreshParty } from './parties';
import type { NewDeputy, NewShare } from './types';

export const colleaguesQuery = queryOptions({
  queryKey: ['colleagues'],
  queryFn: ({ signal }) => answerOf(client.GET('/api/v1/colleagues', { signal })),
  staleTime: 60_000,
});

export const deputiesQuery = queryOptions({
  queryKey: ['deputies'],
  queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/deputies', { signal }))).items,
});

function useDeputyChange<Body, Result>(send: (body: Body) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    meta: { quiet: true },
    onSuccess: () => {
      for (const key of ['deputies', 'worklist', 'parties', 'party']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

export const useNameDeputy = () => useDeputyChange((body: NewDeputy) => answerOf(client.POST('/api/v1/deputies', { body })));
export const useEndDeputy = () => useDeputyChange((id: string) => client.DELETE('/api/v1/deputies/{id}', { params: { path: { id } } }));

export const sharesQuery = (id: string) =>
  queryOptions({
    queryKey: ['party', id, 'shares'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/parties/{id}/shares', { params: { path: { id } }, signal })),
  });

function useShareChange<Body, Result>(id: string, send: (body: Body) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, meta: { quiet: true }, onSuccess: () => refreshParty(queries, id) });
}

export const useShare = (id: string) =>
  useShareChange(id, (body: NewShare) => answerOf(client.POST('/api/v1/parties/{id}/shares', { params: { path: { id } }, body })));
export const useEndShare = (id: string) =>
  useShareChange(id, (share: string) => client.DELETE('/api/v1/parties/{id}/shares/{share}', { params: { path: { id, share } } }));

export function useFactHistory(id: string, fact: string) {
  return useInfiniteQuery({
    queryKey: ['party', id, 'history', fact],
    queryFn: ({ pageParam, signal }) =>
      answerOf(client.GET('/api/v1/parties/{id}/history', { params: { path: { id }, query: { ...(fact ? { fact } : {}), ...(pageParam ? { cursor: pageParam } : {}) } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (previous) => previous,
  });
}
