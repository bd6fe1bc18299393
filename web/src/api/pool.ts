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

export interface Told { onSuccess: () => void; onError: (error: unknown) => void }

/** A move between somebody and the pool: everything that shows holders is read again, also when it was refused. The row
 * that asked may be gone by then, so that what is said is the mutation's own and not the call's. */
function useMove(send: (id: string) => Promise<unknown>, told: Told) {
  const queries = useQueryClient();
  return useMutation({
    ...told,
    mutationFn: send,
    onSettled: () => {
      for (const key of ['pool', 'parties', 'party', 'worklist']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

const at = (id: string) => ({ params: { path: { id } } });

export const useClaim = (told: Told) => useMove((id) => answerOf(client.POST('/api/v1/parties/{id}/claim', at(id))), told);
export const useRelease = (told: Told) => useMove((id) => answerOf(client.POST('/api/v1/parties/{id}/release', { ...at(id), body: {} })), told);
