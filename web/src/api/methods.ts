// The catalogue of prospecting methods and what each has brought.

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client';
import type { Method, MethodResult } from './types';

export const methodsQuery = queryOptions({
  queryKey: ['methods'],
  queryFn: ({ signal }) => api.get<Method[]>('/methods', {}, signal),
  staleTime: 300_000,
});

export interface ResultFilters { from?: string; to?: string; owner?: string; team?: string }

export function useMethodResults(filters: ResultFilters) {
  return useQuery({
    queryKey: ['methods', 'results', filters],
    queryFn: ({ signal }) => api.get<MethodResult[]>('/methods/results', { ...filters }, signal),
    placeholderData: (previous) => previous,
  });
}

export type MethodText = Pick<Method, 'name' | 'when_to_use' | 'steps' | 'preparation' | 'strengths' | 'weaknesses'>;

function useMethodChange<Body>(send: (body: Body) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => client.invalidateQueries({ queryKey: ['methods'] }) });
}

export const useEditMethod = () =>
  useMethodChange(({ code, text }: { code: string; text: MethodText }) => api.put<Method>(`/methods/${code}`, text));
export const useRestoreMethod = () => useMethodChange((code: string) => api.delete<unknown>(`/methods/${code}/edits`));

export interface NewCost { on: string; amount_minor: number; currency: string; note: string }
export const useAddCost = () =>
  useMethodChange(({ code, cost }: { code: string; cost: NewCost }) => api.post<unknown>(`/methods/${code}/costs`, cost));
