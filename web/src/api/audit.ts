// Who did what, for administrators.

import { useInfiniteQuery } from '@tanstack/react-query';
import { answerOf, client } from './client';

export interface AuditFilters { subject?: string; actor?: string; action?: string; from?: string; to?: string }

export function useAudit(filters: AuditFilters) {
  return useInfiniteQuery({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam, signal }) => answerOf(client.GET('/api/v1/audit', { params: { query: { ...filters, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
