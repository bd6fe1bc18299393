// The playbook of openings: causes and plays, in the team's own words where it has some.

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, client, ifMatch } from './client';
import type { components } from './schema';
import type { Text } from './types';

export type PlaybookEntry = components['schemas']['PlaybookView'];

export const playbookQuery = queryOptions({
  queryKey: ['playbook'],
  queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/playbook', { signal }))).items,
  staleTime: 300_000,
});

function usePlaybookChange<Body>(send: (body: Body) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, meta: { quiet: true }, onSettled: () => queries.invalidateQueries({ queryKey: ['playbook'] }) });
}

export const useEditPlaybook = () =>
  usePlaybookChange(({ code, version, words }: { code: string; version: number; words: Text }) =>
    client.PUT('/api/v1/playbook/{code}', { params: { path: { code }, header: ifMatch(version) }, body: words }));
export const useRestorePlaybook = () =>
  usePlaybookChange(({ code, version }: { code: string; version: number }) =>
    client.DELETE('/api/v1/playbook/{code}/edits', { params: { path: { code }, header: ifMatch(version) } }));
