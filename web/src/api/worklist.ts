// Today's ranked worklist.

import { queryOptions } from '@tanstack/react-query';
import { answerOf, client } from './client';

export const worklistQuery = (as: string | null = null) =>
  queryOptions({
    queryKey: ['worklist', as],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/worklist', { params: { query: as ? { as } : {} }, signal })),
    staleTime: 60_000,
  });
