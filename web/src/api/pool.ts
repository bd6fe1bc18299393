// The public pool: what may still be claimed, claiming, putting back, the log.

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, client } from './client';

export function usePoolStanding() {
  return useQuery({ queryKey: ['pool'], queryFn: ({ signal }) => answerOf(client.GET('/api/v1/pool', { signal })) });
}

export function usePoolLog() {
  return useInfiniteQuery({
    queryKey: ['pool', 'log'],
    queryFn: ({ pageParam, signal }) => answerOf(client.GET('/api/v1/pool/log', { params: { query: { cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** A move between somebody and the pool: everything that shows holders is read again, also when it was refused. */
function useMove(send: (id: string) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => {
      for (const key of ['pool', 'parties', 'party', 'worklist']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

const at = (id: string) => ({ params: { path: { id } } });

export const useClaim = () => useMove((id) => answerOf(client.POST('/api/v1/parties/{id}/claim', at(id))));
export const useRelease = () => useMove((id) => answerOf(client.POST('/api/v1/parties/{id}/release', { ...at(id), body: {} })));
