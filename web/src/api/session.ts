// Who is signed in, and what belongs to the person's own account.

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client';
import { Problem } from './problem';
import type { ApiToken, BrowserSession, Language, Me, Page, SetupState } from './types';

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => api.get<SetupState>('/setup', {}, signal),
  staleTime: Infinity,
});

/** `null` when nobody is signed in: that is a state of the page, not an error. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await api.get<Me>('/me', {}, signal);
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Infinity,
});

export interface SignIn { email: string; password: string }
export const signIn = (body: SignIn) => api.post<Me>('/sessions', body);
export const signOut = () => api.delete('/sessions/current');

export interface FirstRun { name: string; email: string; password: string; team_name: string; locale: Language }
export const setUp = (body: FirstRun) => api.post<unknown>('/setup', body);

export function useUpdateMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: { locale?: Language; time_zone?: string; name?: string }) => api.patch<Me>('/me', change),
    onSuccess: (me) => client.setQueryData(meQuery.queryKey, me),
  });
}

export const changePassword = (body: { current: string; new: string }) => api.post<void>('/me/password', body);

export function useBrowserSessions() {
  return useQuery({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) => (await api.get<Page<BrowserSession>>('/me/sessions', {}, signal)).items,
  });
}

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/me/sessions/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
}

export function useTokens() {
  return useQuery({
    queryKey: ['tokens'],
    queryFn: async ({ signal }) => (await api.get<Page<ApiToken>>('/me/tokens', {}, signal)).items,
  });
}

export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; expires_at: string | null }) =>
      api.post<{ id: string; name: string; token: string }>('/me/tokens', body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/me/tokens/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
}
