// What somebody may do with a record, the consents it rests on, and what administrators are told of.

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, client } from './client';
import type { Channel, NewConsent } from './types';

export const CHANNELS: Channel[] = ['call', 'wechat', 'sms', 'email', 'letter', 'visit'];

const at = (id: string) => ({ path: { id } });

export const permissionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['party', id, 'permissions'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/parties/{id}/permissions', { params: at(id), signal })),
  });

export const consentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['party', id, 'consents'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/parties/{id}/consents', { params: at(id), signal })),
  });

export const recordConsent = (id: string, body: NewConsent) =>
  answerOf(client.POST('/api/v1/parties/{id}/consents', { params: at(id), body }));

const ALERTS = ['alerts'];

export function useAlerts(enabled: boolean) {
  return useQuery({ queryKey: ALERTS, queryFn: ({ signal }) => answerOf(client.GET('/api/v1/alerts', { signal })), enabled });
}

export function useSeeAlert() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(client.POST('/api/v1/alerts/{id}/seen', { params: at(id) })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ALERTS }),
  });
}
