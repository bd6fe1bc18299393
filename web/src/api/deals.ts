// Deals: the board, the table, the calendar and the queue; one deal, and what is changed on it.

import { type QueryClient, queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, client, ifMatch } from './client';
import type {
  Deal, DealChange, DealDecided, DealEnded, DealFilters, DealMove, DealPersonChange, DealRivalChange, DealStep, NewConcern, NewDeal, NewDealPerson, NewDealRival,
} from './types';

const DEALS = 'deals';
const at = (id: string) => ({ path: { id } });

/** The deals that a filter leaves, a page at a time. */
export const dealPagesQuery = (filters: DealFilters) => ({
  queryKey: [DEALS, 'table', filters],
  queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
    answerOf(client.GET('/api/v1/deals', { params: { query: { ...filters, cursor: pageParam, limit: 100 } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { next?: string | null }) => page.next ?? undefined,
});

export function useDeals(filters: DealFilters) {
  return useInfiniteQuery({ ...dealPagesQuery(filters), placeholderData: (previous) => previous });
}

/** The open deals by stage; `stage` narrows to some columns. */
export const boardQuery = (filters: DealFilters) =>
  queryOptions({
    queryKey: [DEALS, 'board', filters],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/deals/board', { params: { query: filters }, signal })),
  });

/** The cards of a column by themselves: the first ones, and further ones from `next` on. */
export const firstCards = (filters: DealFilters, stage: string) =>
  answerOf(client.GET('/api/v1/deals', { params: { query: { ...filters, state: 'open', stage, sort: 'expected', limit: 200 } } }));
export const nextCards = (filters: DealFilters, stage: string, cursor: string) =>
  answerOf(client.GET('/api/v1/deals', { params: { query: { ...filters, state: 'open', stage, sort: 'expected', cursor, limit: 200 } } }));

export type CalendarAsked = Pick<DealFilters, 'owner' | 'team' | 'line' | 'stage' | 'class' | 'cell'> & { from: string; to: string };

export const calendarQuery = (asked: CalendarAsked) =>
  queryOptions({
    queryKey: [DEALS, 'calendar', asked],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/deals/calendar', { params: { query: asked }, signal }))).items,
    placeholderData: (previous) => previous,
  });

export const queueQuery = (asked: { user?: string; team?: string }) =>
  queryOptions({
    queryKey: [DEALS, 'queue', asked],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/deals/queue', { params: { query: asked }, signal }))).items,
  });

export const partyDealsQuery = (party: string) =>
  queryOptions({
    queryKey: [DEALS, 'party', party],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/parties/{id}/deals', { params: at(party), signal }))).items,
  });

export const dealQuery = (id: string) =>
  queryOptions({ queryKey: ['deal', id], queryFn: ({ signal }) => answerOf(client.GET('/api/v1/deals/{id}', { params: at(id), signal })) });

export const dealAlertsQuery = (id: string) =>
  queryOptions({ queryKey: ['deal', id, 'alerts'], queryFn: ({ signal }) => answerOf(client.GET('/api/v1/deals/{id}/alerts', { params: at(id), signal })) });

export const dealAssessmentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['deal', id, 'assessments'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/deals/{id}/assessments', { params: at(id), signal }))).items,
  });

/** Stage, owner, amount, day, probability and end, as they were changed; the newest first. */
export const dealChangesQuery = (id: string) =>
  queryOptions({
    queryKey: ['deal', id, 'changes'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/deals/{id}/changes', { params: at(id), signal }))).items,
  });

export const dealDecisionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['deal', id, 'decisions'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/deals/{id}/decisions', { params: at(id), signal }))).items,
  });

/** After a change of one deal: its own queries, and everything that lists it. */
export function refreshDeal(queries: QueryClient, id: string): void {
  for (const key of [['deal', id], [DEALS], ['worklist']]) void queries.invalidateQueries({ queryKey: key });
}

/** A change of one deal. Where it answers with the deal, that is shown at once. */
export function useDealChange<Body, Result>(id: string, send: (body: Body) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    meta: { quiet: true },
    onSuccess: (answer) => {
      if (isDeal(answer, id)) queries.setQueryData(dealQuery(id).queryKey, answer);
    },
    // also after a refusal: it may say that the deal is no longer what is shown
    onSettled: () => refreshDeal(queries, id),
  });
}

function isDeal(answer: unknown, id: string): answer is Deal {
  return typeof answer === 'object' && answer !== null && 'next_step_state' in answer && 'id' in answer && answer.id === id;
}

export const createDeal = (body: NewDeal) => answerOf(client.POST('/api/v1/deals', { body }));

export function useCreateDeal() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: createDeal,
    meta: { quiet: true },
    onSuccess: (deal) => {
      queries.setQueryData(dealQuery(deal.id).queryKey, deal);
      refreshDeal(queries, deal.id);
    },
  });
}

export const moveDeal = (id: string, body: DealMove) => answerOf(client.POST('/api/v1/deals/{id}/stage', { params: at(id), body }));

export const useEditDeal = (id: string) =>
  useDealChange(id, ({ version, ...body }: DealChange & { version: number }) =>
    answerOf(client.PATCH('/api/v1/deals/{id}', { params: { ...at(id), header: ifMatch(version) }, body })));
export const useMoveDeal = (id: string) => useDealChange(id, (body: DealMove) => moveDeal(id, body));
export const useEndDeal = (id: string) => useDealChange(id, (body: DealEnded) => answerOf(client.POST('/api/v1/deals/{id}/end', { params: at(id), body })));
export const useReopenDeal = (id: string) => useDealChange(id, (body: DealStep) => answerOf(client.POST('/api/v1/deals/{id}/reopen', { params: at(id), body })));
export const useDecideDeal = (id: string) => useDealChange(id, (body: DealDecided) => answerOf(client.POST('/api/v1/deals/{id}/decisions', { params: at(id), body })));

export const usePutDealPerson = (id: string) => useDealChange(id, (body: NewDealPerson) => answerOf(client.POST('/api/v1/deals/{id}/people', { params: at(id), body })));
export const editDealPerson = (id: string, person: string, version: number, body: DealPersonChange) =>
  answerOf(client.PATCH('/api/v1/deals/{id}/people/{person}', { params: { path: { id, person }, header: ifMatch(version) }, body }));
export const useEditDealPerson = (id: string, person: string) =>
  useDealChange(id, ({ version, ...body }: DealPersonChange & { version: number }) => editDealPerson(id, person, version, body));
export const useRemoveDealPerson = (id: string) =>
  useDealChange(id, (person: string) => client.DELETE('/api/v1/deals/{id}/people/{person}', { params: { path: { id, person } } }));

export const usePutDealRival = (id: string) => useDealChange(id, (body: NewDealRival) => answerOf(client.POST('/api/v1/deals/{id}/rivals', { params: at(id), body })));
export const useEditDealRival = (id: string, rival: string) =>
  useDealChange(id, ({ version, ...body }: DealRivalChange & { version: number }) =>
    answerOf(client.PATCH('/api/v1/deals/{id}/rivals/{rival}', { params: { path: { id, rival }, header: ifMatch(version) }, body })));

export const useVoiceConcern = (id: string) => useDealChange(id, (body: NewConcern) => answerOf(client.POST('/api/v1/deals/{id}/concerns', { params: at(id), body })));
export const useSettleConcern = (id: string) =>
  useDealChange(id, (concern: string) => answerOf(client.POST('/api/v1/deals/{id}/concerns/{concern}/settlement', { params: { path: { id, concern } } })));

/** The stages that deals stand in or may enter, from an unfiltered board. */
export function useStages() {
  return useQuery({ ...boardQuery({}), select: (board) => board.columns.map((column) => column.stage), staleTime: 60_000 });
}
