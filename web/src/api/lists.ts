// Lead lists, and the rows held since they may be somebody on file.

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, client } from './client';
import type { NewLeadList } from './types';

export const listsQuery = queryOptions({
  queryKey: ['lists'],
  queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/lists', { signal }))).items,
});

export const listQuery = (id: string) =>
  queryOptions({
    queryKey: ['lists', id],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/lists/{id}', { params: { path: { id } }, signal })),
  });

export function useCreateList() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewLeadList) => answerOf(client.POST('/api/v1/lists', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['lists'] }),
  });
}

export function useHeldRows(enabled: boolean) {
  return useQuery({
    queryKey: ['duplicates'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/duplicates', { signal })),
    enabled,
  });
}

export function useDecideRow() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, row, decision }: { id: string; row: number; decision: 'same' | 'different' }) =>
      client.POST('/api/v1/imports/{id}/rows/{row}/decision', { params: { path: { id, row } }, body: { decision } }),
    onSuccess: () => {
      for (const key of ['duplicates', 'imports', 'parties', 'lists']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}
