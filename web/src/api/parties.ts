// People and organisations: finding them, one record, and what is changed on it.

import { type QueryClient, queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, client, ifMatch } from './client';
import type { paths } from './schema';
import type {
  Assignment, ContactChange, NewAddress, NewContact, NewDisposition, NewParty, NewPerson, NewView, PartyChange, PersonChange, RevealReason, ViewChange,
} from './types';

type ListQuery = NonNullable<paths['/api/v1/parties']['get']['parameters']['query']>;

/** The filter as it stands in the address: text throughout. */
export type PartyFilters = Partial<Record<Exclude<keyof ListQuery, 'cursor' | 'limit'>, string>>;

/** The filter as the server takes it. */
export function asQuery({ golden, in_hand, min_score, returns_within, shared, ...texts }: PartyFilters): ListQuery {
  return {
    ...texts,
    ...(golden ? { golden: golden === 'true' } : {}),
    ...(in_hand ? { in_hand: in_hand === 'true' } : {}),
    ...(shared ? { shared: shared === 'true' } : {}),
    ...(min_score ? { min_score: Number(min_score) } : {}),
    ...(returns_within ? { returns_within: Number(returns_within) } : {}),
  };
}

export function useParties(filters: PartyFilters) {
  return useInfiniteQuery({
    queryKey: ['parties', filters],
    queryFn: ({ pageParam, signal }) =>
      answerOf(client.GET('/api/v1/parties', { params: { query: { ...asQuery(filters), cursor: pageParam, limit: 100 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (previous) => previous,
  });
}

export const partyQuery = (id: string) =>
  queryOptions({
    queryKey: ['party', id],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/parties/{id}', { params: { path: { id } }, signal })),
  });

/** After a change of one record: its own queries, and the tables and worklist that show it. */
export function refreshParty(queries: QueryClient, id: string): void {
  void queries.invalidateQueries({ queryKey: ['party', id] });
  void queries.invalidateQueries({ queryKey: ['parties'] });
  void queries.invalidateQueries({ queryKey: ['worklist'] });
}

/** A change of one record that refreshes everything that shows it. */
export function usePartyChange<Body, Result>(id: string, send: (body: Body) => Promise<Result>, quiet = false) {
  const queries = useQueryClient();
  // also after a refusal: it may say that the record is no longer what is shown
  return useMutation({ mutationFn: send, meta: { quiet }, onSettled: () => refreshParty(queries, id) });
}

const at = (id: string) => ({ path: { id } });

export const createParty = (body: NewParty) => answerOf(client.POST('/api/v1/parties', { body }));
export const patchParty = (id: string, version: number, body: PartyChange) =>
  answerOf(client.PATCH('/api/v1/parties/{id}', { params: { ...at(id), header: ifMatch(version) }, body }));
export const setDisposition = (id: string, body: NewDisposition) => client.POST('/api/v1/parties/{id}/disposition', { params: at(id), body });

export const addContact = (id: string, body: NewContact) => client.POST('/api/v1/parties/{id}/contact-points', { params: at(id), body });
export const removeContact = (id: string, contact: string) =>
  client.DELETE('/api/v1/parties/{id}/contact-points/{contact}', { params: { path: { id, contact } } });
export const patchContact = (id: string, contact: string, body: ContactChange) =>
  client.PATCH('/api/v1/parties/{id}/contact-points/{contact}', { params: { path: { id, contact } }, body });
export const revealContact = (id: string, contact: string, reason: RevealReason) =>
  answerOf(client.POST('/api/v1/parties/{id}/contact-points/{contact}/reveals', { params: { path: { id, contact } }, body: { reason } }));

export const addPerson = (id: string, body: NewPerson) => client.POST('/api/v1/parties/{id}/people', { params: at(id), body });
export const patchPerson = (id: string, link: string, version: number, body: PersonChange) =>
  client.PATCH('/api/v1/parties/{id}/people/{link}', { params: { path: { id, link }, header: ifMatch(version) }, body });
export const removePerson = (id: string, link: string) => client.DELETE('/api/v1/parties/{id}/people/{link}', { params: { path: { id, link } } });

export const addAddress = (id: string, body: NewAddress) => client.POST('/api/v1/parties/{id}/addresses', { params: at(id), body });
export const removeAddress = (id: string, addressId: string) =>
  client.DELETE('/api/v1/parties/{id}/addresses/{address}', { params: { path: { id, address: addressId } } });

export function useAssign() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Assignment) => answerOf(client.POST('/api/v1/parties/assignments', { body })),
    onSuccess: () => {
      for (const key of ['parties', 'worklist', 'party']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

export function useSearch(q: string) {
  return useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/search', { params: { query: { q, limit: 12 } }, signal })),
    enabled: q.length > 0,
    staleTime: 10_000,
    placeholderData: (previous) => previous,
  });
}

export function useViews() {
  return useQuery({
    queryKey: ['views'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/views', { params: { query: { subject: 'parties' } }, signal }))).items,
  });
}

export function useSaveView() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Omit<NewView, 'subject'>) => answerOf(client.POST('/api/v1/views', { body: { subject: 'parties', ...body } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['views'] }),
  });
}

export function useEditView(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ version, ...body }: ViewChange & { version: number }) =>
      answerOf(client.PATCH('/api/v1/views/{id}', { params: { path: { id }, header: ifMatch(version) }, body })),
    meta: { quiet: true },
    onSettled: () => queries.invalidateQueries({ queryKey: ['views'] }),
  });
}

export function useDeleteView() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) => client.DELETE('/api/v1/views/{id}', { params: { path: { id }, header: ifMatch(version) } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['views'] }),
  });
}
