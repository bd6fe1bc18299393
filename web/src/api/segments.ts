// Segments, and the language of filters: fields, and what a text means.

import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, client, ifMatch } from './client';
import type { NewSegment, Segment, SegmentChange } from './types';

export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/segments', { signal }))).items,
});

export const fieldsQuery = queryOptions({
  queryKey: ['filter-fields'],
  queryFn: ({ signal }) => answerOf(client.GET('/api/v1/filters/fields', { signal })),
  staleTime: 300_000,
});

/** What a text means, or what is wrong with it; asked while it is written. */
export function useFilterCheck(filter: string) {
  return useQuery({
    queryKey: ['filter-check', filter],
    queryFn: ({ signal }) => answerOf(client.POST('/api/v1/filters/checks', { body: { filter, count: true }, signal })),
    enabled: filter.trim() !== '',
    placeholderData: keepPreviousData,
  });
}

export function useSegmentCount(id: string) {
  return useQuery({
    queryKey: ['segments', id, 'count'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/segments/{id}/count', { params: { path: { id } }, signal })),
  });
}

function useSegmentChange<Asked, Answer>(send: (asked: Asked) => Promise<Answer>, quiet = false) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    meta: { quiet },
    onSuccess: () => {
      for (const key of ['segments', 'parties', 'lists']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

export const useCreateSegment = () =>
  useSegmentChange((body: NewSegment) => answerOf(client.POST('/api/v1/segments', { body })), true);

export const useEditSegment = () =>
  useSegmentChange(
    ({ id, version, ...body }: SegmentChange & { id: string; version: number }) =>
      answerOf(client.PATCH('/api/v1/segments/{id}', { params: { path: { id }, header: ifMatch(version) }, body })),
    true,
  );

export const useDeleteSegment = () =>
  useSegmentChange(({ id, version }: Segment) =>
    client.DELETE('/api/v1/segments/{id}', { params: { path: { id }, header: ifMatch(version) } }),
  );

export const useCopySegment = () =>
  useSegmentChange(({ id, name }: { id: string; name: string }) =>
    answerOf(client.POST('/api/v1/segments/{id}/copies', { params: { path: { id } }, body: { name } })),
  );

export const useListOfSegment = () =>
  useSegmentChange(({ id, name }: { id: string; name: string }) =>
    answerOf(client.POST('/api/v1/segments/{id}/lists', { params: { path: { id } }, body: { name } })),
  );
