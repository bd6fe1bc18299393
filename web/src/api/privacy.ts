// Requests of people about their own data, for the compliance role.

import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { address, answerOf, client } from './client';
import type { NewPersonRequest } from './types';

const REQUESTS = ['person-requests'];
const at = (id: string) => ({ path: { id } });

export function usePersonRequests(state: string) {
  return useInfiniteQuery({
    queryKey: [...REQUESTS, 'list', state],
    queryFn: ({ pageParam, signal }) =>
      answerOf(client.GET('/api/v1/person-requests', { params: { query: { cursor: pageParam, ...(state ? { state } : {}) } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export const personRequestQuery = (id: string) =>
  queryOptions({
    queryKey: [...REQUESTS, id],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/person-requests/{id}', { params: at(id), signal })),
  });

export function useCandidates(q: string) {
  return useQuery({
    queryKey: [...REQUESTS, 'candidates', q],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/person-requests/candidates', { params: { query: { q } }, signal })),
    enabled: q.length > 0,
  });
}

function useRequestChange<Body, Answer>(send: (body: Body) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => void queries.invalidateQueries({ queryKey: REQUESTS }) });
}

export const useOpenRequest = () =>
  useRequestChange((body: NewPersonRequest) => answerOf(client.POST('/api/v1/person-requests', { body })));
export const useRefuseRequest = (id: string) =>
  useRequestChange((reason: string) => answerOf(client.POST('/api/v1/person-requests/{id}/refusal', { params: at(id), body: { reason } })));
export function useCompleteRequest(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { irreversible?: boolean; dispute?: boolean }) =>
      answerOf(client.POST('/api/v1/person-requests/{id}/completion', { params: at(id), body })),
    // somebody who was erased is on no screen any more
    onSuccess: () => void queries.invalidateQueries(),
  });
}

export const copyAddress = (id: string) => address(`/person-requests/${id}/copy`);
