// Supply and dormancy: what a manager looks at each week, and the losses behind it.

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answerOf, client } from './client';
import type { NewLoss } from './types';

export interface SupplyFilters { team?: string; owner?: string }

export function useSupply({ team }: SupplyFilters) {
  return useQuery({
    queryKey: ['supply', team],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/supply', { params: { query: team ? { team } : {} }, signal })),
    placeholderData: (previous) => previous,
  });
}

export function useDormancySummary(filters: SupplyFilters) {
  return useQuery({
    queryKey: ['dormancy', 'summary', filters],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/dormancy/summary', { params: { query: filters }, signal })),
    placeholderData: (previous) => previous,
  });
}

export function useDormancy(filters: SupplyFilters) {
  return useInfiniteQuery({
    queryKey: ['dormancy', filters],
    queryFn: ({ pageParam, signal }) =>
      answerOf(client.GET('/api/v1/dormancy', { params: { query: { ...filters, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export const recordLoss = (id: string, body: NewLoss) =>
  answerOf(client.POST('/api/v1/parties/{id}/losses', { params: { path: { id } }, body }));
export const takeLossBack = (id: string, loss: string) =>
  answerOf(client.DELETE('/api/v1/parties/{id}/losses/{loss}', { params: { path: { id, loss } } }));
