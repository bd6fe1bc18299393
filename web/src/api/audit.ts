// Who did what, for administrators.

import { useInfiniteQuery } from '@tanstack/react-query';
import { answerOf, client } from './client';

export function useAudit() {
  return useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) => answerOf(client.GET('/api/v1/audit', { params: { query: { cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
