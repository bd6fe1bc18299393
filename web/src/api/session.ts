// Who is signed in, and what belongs to the person's own account.

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, client } from './client';
import { Problem } from './problem';
import type { FirstRun, Me, MeChange, NewApiToken, PasswordChange, Prove } from './types';

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => answerOf(client.GET('/api/v1/setup', { signal })),
  staleTime: Infinity,
});

/** `null` when nobody is signed in: that is a state of the page, not an error. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await answerOf(client.GET('/api/v1/me', { signal }));
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Infinity,
});

export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in-options'],
  queryFn: ({ signal }) => answerOf(client.GET('/api/v1/sign-in', { signal })),
});

export interface Credentials { email: string; password: string }
export const signIn = (body: Credentials) => answerOf(client.POST('/api/v1/sessions', { body }));
export const enterCode = (code: string) => answerOf(client.POST('/api/v1/sessions/second-factor', { body: { code } }));
export const prove = (body: Prove) => client.POST('/api/v1/sessions/proof', { body });
export const setPassword = (body: { secret: string; new: string }) => client.POST('/api/v1/password-links/uses', { body });
export const signOut = () => client.DELETE('/api/v1/sessions/current');
export const setUp = (body: FirstRun) => answerOf(client.POST('/api/v1/setup', { body }));
export const changePassword = (body: PasswordChange) => client.POST('/api/v1/me/password', { body });

export function useUpdateMe() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: MeChange) => answerOf(client.PATCH('/api/v1/me', { body })),
    onSuccess: (me) => queries.setQueryData(meQuery.queryKey, me),
  });
}

export function useBrowserSessions() {
  return useQuery({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/me/sessions', { signal }))).items,
  });
}

export function useEndSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.DELETE('/api/v1/me/sessions/{id}', { params: { path: { id } } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
}

export function useTokens() {
  return useQuery({
    queryKey: ['tokens'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/me/tokens', { signal }))).items,
  });
}

export function useCreateToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewApiToken) => answerOf(client.POST('/api/v1/me/tokens', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

export function useRevokeToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.DELETE('/api/v1/me/tokens/{id}', { params: { path: { id } } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

export function useEndOtherSessions() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client.DELETE('/api/v1/me/sessions'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
}

export const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: ({ signal }) => answerOf(client.GET('/api/v1/me/second-factor', { signal })),
});

/** Whatever changes the second factor changes how one proves to be oneself. */
function useFactorChange<Given, Answer>(send: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    meta: { quiet: true },
    onSuccess: () => {
      for (const key of ['second-factor', 'sessions']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

export const useBeginSecondFactor = () => useFactorChange(() => answerOf(client.POST('/api/v1/me/second-factor')));
export const useConfirmSecondFactor = () =>
  useFactorChange((code: string) => answerOf(client.POST('/api/v1/me/second-factor/confirmation', { body: { code } })));
export const useRenewCodes = () => useFactorChange(() => answerOf(client.POST('/api/v1/me/recovery-codes')));
export const useEndSecondFactor = () => useFactorChange(() => client.DELETE('/api/v1/me/second-factor'));
