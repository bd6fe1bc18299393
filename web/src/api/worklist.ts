// Today's ranked worklist.

import { queryOptions } from '@tanstack/react-query';
import { api } from './client';
import type { Worklist } from './types';

export const worklistQuery = (as: string | null = null) =>
  queryOptions({
    queryKey: ['worklist', as],
    queryFn: ({ signal }) => api.get<Worklist>('/worklist', { as }, signal),
    staleTime: 60_000,
  });
