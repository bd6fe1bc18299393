// What people judge about customers and prospects: classes, faces, settlements, future and latent key customers.

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, client, ifMatch } from './client';
import { refreshParty, usePartyChange } from './parties';
import type { BecomeProspect, FaceJudgement, FutureAnswer, FutureChange, Judgements, NewAnswer, NewFuture, PlanRow, Settlement, SettlementDecision, StandingQuestion } from './types';

export const judgementsQuery = (id: string) =>
  queryOptions({
    queryKey: ['party', id, 'judgements'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/parties/{id}/judgements', { params: { path: { id } }, signal })),
  });

/** A judgement; what follows from it is shown at once. */
function useJudging<Body>(id: string, send: (body: Body) => Promise<Judgements>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (judgements) => {
      queries.setQueryData(judgementsQuery(id).queryKey, judgements);
      refreshParty(queries, id);
    },
  });
}

const at = (id: string) => ({ params: { path: { id } } });

/** An answer that people judge by is evidence like the others. */
export const useJudgedAnswer = (id: string) =>
  usePartyChange(id, (body: NewAnswer) => answerOf(client.POST('/api/v1/parties/{id}/evidence', { ...at(id), body })));
export const useSetPlanRow = (id: string) =>
  useJudging(id, (body: PlanRow) => answerOf(client.POST('/api/v1/parties/{id}/plan-rows', { ...at(id), body })));
export const useJudgeFace = (id: string) =>
  useJudging(id, (body: FaceJudgement) => answerOf(client.POST('/api/v1/parties/{id}/faces', { ...at(id), body })));
export const useFillSettlement = (id: string) =>
  useJudging(id, (body: Settlement) => answerOf(client.POST('/api/v1/parties/{id}/settlements', { ...at(id), body })));
export const useDecideSettlement = (id: string) =>
  useJudging(id, (body: SettlementDecision) => answerOf(client.POST('/api/v1/parties/{id}/settlement-decisions', { ...at(id), body })));

export function useProspectClasses() {
  return useQuery({ queryKey: ['parties', 'classes'], queryFn: ({ signal }) => answerOf(client.GET('/api/v1/prospect-classes', { signal })) });
}

export function useLatentCustomers() {
  return useQuery({
    queryKey: ['parties', 'latent'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/latent-customers', { signal }))).items,
  });
}

export function useFutureCustomers(question: StandingQuestion) {
  return useQuery({
    queryKey: ['future', question],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/future-customers', { params: { query: { question } }, signal })),
    placeholderData: (previous) => previous,
  });
}

function useFutureChange<Body>(send: (body: Body) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSettled: () => queries.invalidateQueries({ queryKey: ['future'] }) });
}

export const useCreateFuture = () => useFutureChange((body: NewFuture) => answerOf(client.POST('/api/v1/future-customers', { body })));
export const useEditFuture = (id: string) =>
  useFutureChange(({ version, ...body }: FutureChange & { version: number }) =>
    answerOf(client.PATCH('/api/v1/future-customers/{id}', { params: { path: { id }, header: ifMatch(version) }, body })));
export const useAnswerFuture = (id: string) =>
  useFutureChange((body: FutureAnswer) => answerOf(client.POST('/api/v1/future-customers/{id}/answers', { ...at(id), body })));
export const useBecomeProspect = (id: string) =>
  useFutureChange((body: BecomeProspect) => answerOf(client.POST('/api/v1/future-customers/{id}/prospect', { ...at(id), body })));
