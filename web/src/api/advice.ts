// What the method says about one record, and the answers that it is made of.

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, client } from './client';
import { refreshParty } from './parties';
import type { NewAnswer, NewIntentEvidence } from './types';

export const adviceQuery = (id: string) =>
  queryOptions({
    queryKey: ['party', id, 'advice'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/parties/{id}/advice', { params: { path: { id } }, signal })),
  });

/** Answers a question of the method; the new advice is shown at once. */
export function useAnswer(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewAnswer) => answerOf(client.POST('/api/v1/parties/{id}/evidence', { params: { path: { id } }, body })),
    onSuccess: (advice) => {
      queries.setQueryData(adviceQuery(id).queryKey, advice);
      void queries.invalidateQueries({ queryKey: ['party', id], exact: true });
      void queries.invalidateQueries({ queryKey: ['party', id, 'timeline'] });
      void queries.invalidateQueries({ queryKey: ['party', id, 'judgements'] });
      void queries.invalidateQueries({ queryKey: ['parties'] });
      void queries.invalidateQueries({ queryKey: ['worklist'] });
    },
  });
}

export function useIntentEvidence(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewIntentEvidence) =>
      answerOf(client.POST('/api/v1/parties/{id}/intent-evidence', { params: { path: { id } }, body })),
    onSuccess: (advice) => {
      queries.setQueryData(adviceQuery(id).queryKey, advice);
      refreshParty(queries, id);
    },
  });
}
