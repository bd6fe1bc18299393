// What the machine does in the background, for administrators.

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, client } from './client';

const JOBS = ['jobs'];
/** While something runs its progress is read this often; otherwise now and then. */
const RUNNING_EVERY = 2_000;
const QUIET_EVERY = 15_000;

export function useJobs(state: string) {
  return useInfiniteQuery({
    queryKey: [...JOBS, state],
    queryFn: ({ pageParam, signal }) =>
      answerOf(client.GET('/api/v1/jobs', { params: { query: { cursor: pageParam, ...(state ? { state } : {}) } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) => {
      const counts = query.state.data?.pages[0]?.counts;
      return counts && counts.running + counts.waiting > 0 ? RUNNING_EVERY : QUIET_EVERY;
    },
  });
}

function useJobAction(send: (id: string) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    // a refusal means that the job has moved on, which the list should show as well
    onSettled: () => void queries.invalidateQueries({ queryKey: JOBS }),
  });
}

const at = (id: string) => ({ params: { path: { id } } });

export const useRetryJob = () => useJobAction((id) => answerOf(client.POST('/api/v1/jobs/{id}/retry', at(id))));
export const useCancelJob = () => useJobAction((id) => answerOf(client.POST('/api/v1/jobs/{id}/cancel', at(id))));
