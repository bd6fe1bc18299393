// People, teams, the method's settings and custom fields.

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, client, ifMatch } from './client';
import type { MethodSettings, NewCustomField, NewUser, SignInRules, TeamChange, UserChange } from './types';

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/users', { signal }))).items,
  staleTime: 60_000,
});

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/teams', { signal }))).items,
  staleTime: 60_000,
});

function usePeopleChange<Body, Answer>(send: (body: Body) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    meta: { quiet: true },
    onSuccess: () => {
      for (const key of ['users', 'teams']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

export const useAddUser = () => usePeopleChange((body: NewUser) => answerOf(client.POST('/api/v1/users', { body })));
export const useEditUser = (id: string) =>
  usePeopleChange(({ version, ...body }: UserChange & { version: number }) =>
    client.PATCH('/api/v1/users/{id}', { params: { path: { id }, header: ifMatch(version) }, body }));
export const useAddTeam = () => usePeopleChange((body: { name: string; parent_id: string }) => client.POST('/api/v1/teams', { body }));
export const useEditTeam = (id: string) =>
  usePeopleChange(({ version, ...body }: TeamChange & { version: number }) =>
    client.PATCH('/api/v1/teams/{id}', { params: { path: { id }, header: ifMatch(version) }, body }));

const user = (id: string) => ({ params: { path: { id } } });
export const makePasswordLink = (id: string) => answerOf(client.POST('/api/v1/users/{id}/password-links', user(id)));
export const useResetSecondFactor = () => usePeopleChange((id: string) => client.DELETE('/api/v1/users/{id}/second-factor', user(id)));
export const useEndSessionsOf = () => usePeopleChange((id: string) => client.DELETE('/api/v1/users/{id}/sessions', user(id)));

export const signInRulesQuery = queryOptions({
  queryKey: ['sign-in-rules'],
  queryFn: ({ signal }) => answerOf(client.GET('/api/v1/sign-in-rules', { signal })),
});

export function useChangeSignInRules() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ version, ...body }: { rules: SignInRules; version: number }) =>
      answerOf(client.PUT('/api/v1/sign-in-rules', { params: { header: ifMatch(version) }, body })),
    meta: { quiet: true },
    onSuccess: (view) => {
      queries.setQueryData(signInRulesQuery.queryKey, view);
      void queries.invalidateQueries({ queryKey: ['sign-in-options'] });
    },
  });
}

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => answerOf(client.GET('/api/v1/settings', { signal })),
});

export function useSettingsHistory() {
  return useQuery({
    queryKey: ['settings', 'history'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/settings/history', { signal }))).items,
  });
}

/** What saving would change; nothing is saved. */
export function usePreviewSettings() {
  return useMutation({ mutationFn: (method: MethodSettings) => answerOf(client.POST('/api/v1/settings/preview', { body: { method } })) });
}

export function useSaveSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ version, ...body }: { method: MethodSettings; reason: string; version: number }) =>
      answerOf(client.PUT('/api/v1/settings', { params: { header: ifMatch(version) }, body })),
    meta: { quiet: true },
    // grades, cadences and the worklist may all look different under the new rules
    onSuccess: () => queries.invalidateQueries(),
  });
}

export const customFieldsQuery = queryOptions({
  queryKey: ['custom-fields'],
  queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/custom-fields', { signal }))).items,
  staleTime: 300_000,
});

function useFieldChange<Body>(send: (body: Body) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries({ queryKey: ['custom-fields'] }) });
}

export const useAddField = () => useFieldChange((body: NewCustomField) => client.POST('/api/v1/custom-fields', { body }));
export const useRemoveField = () => useFieldChange((key: string) => client.DELETE('/api/v1/custom-fields/{key}', { params: { path: { key } } }));
