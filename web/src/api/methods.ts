// The catalogue of prospecting methods and what each has brought.

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, client, ifMatch } from './client';
import type { MethodTexts, NewCost } from './types';

export const methodsQuery = queryOptions({
  queryKey: ['methods'],
  queryFn: ({ signal }) => answerOf(client.GET('/api/v1/methods', { signal })),
  staleTime: 300_000,
});

/** Days as the reader writes them: `2026-03-02`, both inside the period. */
export interface ResultFilters { from?: string; to?: string; owner?: string; team?: string }

function asPeriod({ from, to, ...rest }: ResultFilters): ResultFilters {
  return {
    ...rest,
    ...(from ? { from: new Date(`${from}T00:00:00`).toISOString() } : {}),
    ...(to ? { to: new Date(`${to}T23:59:59`).toISOString() } : {}),
  };
}

export function useMethodResults(filters: ResultFilters) {
  return useQuery({
    queryKey: ['methods', 'results', filters],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/methods/results', { params: { query: asPeriod(filters) }, signal })),
    placeholderData: (previous) => previous,
  });
}

export function useContactResults(filters: ResultFilters) {
  return useQuery({
    queryKey: ['contacts', 'results', filters],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/contacts/results', { params: { query: asPeriod(filters) }, signal })),
    placeholderData: (previous) => previous,
  });
}

function useMethodChange<Body>(send: (body: Body) => Promise<unknown>, quiet = false) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, meta: { quiet }, onSettled: () => queries.invalidateQueries({ queryKey: ['methods'] }) });
}

export const useEditMethod = () =>
  useMethodChange(({ code, version, text }: { code: string; version: number; text: MethodTexts }) =>
    client.PUT('/api/v1/methods/{code}', { params: { path: { code }, header: ifMatch(version) }, body: text }), true);
export const useRestoreMethod = () =>
  useMethodChange(({ code, version }: { code: string; version: number }) =>
    client.DELETE('/api/v1/methods/{code}/edits', { params: { path: { code }, header: ifMatch(version) } }));
export const useAddCost = () =>
  useMethodChange(({ code, cost }: { code: string; cost: NewCost }) => client.POST('/api/v1/methods/{code}/costs', { params: { path: { code } }, body: cost }));
