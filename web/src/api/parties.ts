// People and organisations: the table, one record, and everything written on a record.

import {
  type QueryClient, queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient,
} from '@tanstack/react-query';
import { api } from './client';
import type {
  Address, Advice, Answer, Authority, DispositionState, LoggedActivity, NewActivity, Page, Party, PartyKind, PartyRow,
  PersonRole, SavedView, SearchHit, TaskKind, TimelineEvent,
} from './types';

export interface PartyFilters {
  q?: string; kind?: string; owner?: string; team?: string; grade?: string; intent?: string; golden?: string;
  cadence?: string; disposition?: string; market?: string; method?: string; list?: string; tag?: string; step?: string;
  city?: string; min_score?: string; sort?: string;
}

export function useParties(filters: PartyFilters) {
  return useInfiniteQuery({
    queryKey: ['parties', filters],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<PartyRow>>('/parties', { ...filters, cursor: pageParam, limit: 100 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  });
}

export const partyQuery = (id: string) =>
  queryOptions({ queryKey: ['party', id], queryFn: ({ signal }) => api.get<Party>(`/parties/${id}`, {}, signal) });

export const adviceQuery = (id: string) =>
  queryOptions({ queryKey: ['party', id, 'advice'], queryFn: ({ signal }) => api.get<Advice>(`/parties/${id}/advice`, {}, signal) });

export function useTimeline(id: string) {
  return useInfiniteQuery({
    queryKey: ['party', id, 'timeline'],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<TimelineEvent>>(`/parties/${id}/timeline`, { cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** After a change of one record: its own queries, and the tables and worklist that show it. */
export function refreshParty(client: QueryClient, id: string): void {
  void client.invalidateQueries({ queryKey: ['party', id] });
  void client.invalidateQueries({ queryKey: ['parties'] });
  void client.invalidateQueries({ queryKey: ['worklist'] });
}

export interface NewParty {
  kind: PartyKind;
  name: string;
  phones: string[];
  emails: string[];
  facts: Record<string, string>;
  market?: string;
  method?: string;
  list_id?: string;
  allow_duplicate?: boolean;
}

export const createParty = (body: NewParty) => api.post<Party>('/parties', body);

export interface PartyChange {
  version: number;
  name?: string;
  facts?: Record<string, string>;
  custom?: Record<string, string>;
  tags?: string[];
  market?: string;
  method?: string;
}

/** A change of one record that refreshes everything that shows it. */
export function usePartyChange<Body, Result>(id: string, send: (body: Body) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => refreshParty(client, id) });
}

export const patchParty = (id: string, change: PartyChange) => api.patch<Party>(`/parties/${id}`, change);

export interface NewEvidence { topic: string; answer: Answer; note?: string; authority?: Authority }

/** Answers a question of the method; the new advice is shown at once. */
export function useAnswer(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewEvidence) => api.post<Advice>(`/parties/${id}/evidence`, body),
    onSuccess: (advice) => {
      client.setQueryData(adviceQuery(id).queryKey, advice);
      void client.invalidateQueries({ queryKey: ['party', id], exact: true });
      void client.invalidateQueries({ queryKey: ['party', id, 'timeline'] });
      void client.invalidateQueries({ queryKey: ['parties'] });
      void client.invalidateQueries({ queryKey: ['worklist'], refetchType: 'none' });
    },
  });
}

export function useIntentEvidence(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { kind: string; note?: string }) => api.post<Advice>(`/parties/${id}/intent-evidence`, body),
    onSuccess: (advice) => {
      client.setQueryData(adviceQuery(id).queryKey, advice);
      refreshParty(client, id);
    },
  });
}

export const logActivity = (id: string, body: NewActivity) => api.post<LoggedActivity>(`/parties/${id}/activities`, body);
export const undoActivity = (id: string, activity: string) => api.delete(`/parties/${id}/activities/${activity}`);

export const createTask = (id: string, body: { title: string; kind: TaskKind; due_at: string }) =>
  api.post<unknown>(`/parties/${id}/tasks`, body);
export const patchTask = (task: string, body: { state?: string; due_at?: string; title?: string }) =>
  api.patch<unknown>(`/tasks/${task}`, body);

export const setDisposition = (id: string, body: { to: DispositionState; reason: string }) =>
  api.post<PartyRow>(`/parties/${id}/disposition`, body);

export const revealContact = (id: string, contact: string) =>
  api.post<{ value: string }>(`/parties/${id}/contact-points/${contact}/reveals`, {});
export const addContact = (id: string, body: { kind: string; value: string; label?: string }) =>
  api.post<unknown>(`/parties/${id}/contact-points`, body);
export const removeContact = (id: string, contact: string) => api.delete(`/parties/${id}/contact-points/${contact}`);

export interface PersonBody {
  party_id?: string;
  name?: string;
  phone?: string;
  position?: string;
  roles: PersonRole[];
  influences: string[];
}
export const addPerson = (id: string, body: PersonBody) => api.post<unknown>(`/parties/${id}/people`, body);
export const patchPerson = (id: string, link: string, body: Partial<PersonBody>) =>
  api.patch<unknown>(`/parties/${id}/people/${link}`, body);
export const removePerson = (id: string, link: string) => api.delete(`/parties/${id}/people/${link}`);

export const addAddress = (id: string, body: { kind: Address['kind']; text: string }) =>
  api.post<unknown>(`/parties/${id}/addresses`, body);
export const removeAddress = (id: string, addressId: string) => api.delete(`/parties/${id}/addresses/${addressId}`);

export interface Assignment { ids?: string[]; filter?: PartyFilters; owner_id: string }

export function useAssign() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Assignment) =>
      api.post<{ assigned: number; refused: { id: string; code: string }[] }>('/parties/assignments', body),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['parties'] });
      void client.invalidateQueries({ queryKey: ['worklist'] });
      void client.invalidateQueries({ queryKey: ['party'] });
    },
  });
}

export function useSearch(q: string) {
  return useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => api.get<SearchHit[]>('/search', { q, limit: 12 }, signal),
    enabled: q.length > 0,
    staleTime: 10_000,
    placeholderData: (previous) => previous,
  });
}

export function useViews() {
  return useQuery({
    queryKey: ['views'],
    queryFn: async ({ signal }) => (await api.get<Page<SavedView>>('/views', { subject: 'parties' }, signal)).items,
  });
}

export function useSaveView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; definition: Record<string, unknown>; shared: boolean }) =>
      api.post<SavedView>('/views', { subject: 'parties', ...body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['views'] }),
  });
}

export function useDeleteView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/views/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['views'] }),
  });
}
