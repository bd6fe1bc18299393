// People, teams, the method's settings and custom fields.

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client';
import type { CustomField, MethodSettings, Page, Role, SettingsVersion, Team, User } from './types';

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: async ({ signal }) => (await api.get<Page<User>>('/users', { limit: 200 }, signal)).items,
  staleTime: 60_000,
});

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: async ({ signal }) => (await api.get<Page<Team>>('/teams', {}, signal)).items,
  staleTime: 60_000,
});

export interface UserBody { name: string; email: string; roles: Role[]; team_id: string | null; active: boolean; password?: string }

function usePeopleChange<Body>(send: (body: Body) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['users'] });
      void client.invalidateQueries({ queryKey: ['teams'] });
    },
  });
}

export const useSaveUser = () =>
  usePeopleChange(({ id, body }: { id: string | null; body: Partial<UserBody> }) =>
    id ? api.patch<User>(`/users/${id}`, body) : api.post<User>('/users', body),
  );
export const useSaveTeam = () =>
  usePeopleChange(({ id, body }: { id: string | null; body: { name: string; parent_id: string | null } }) =>
    id ? api.patch<Team>(`/teams/${id}`, body) : api.post<Team>('/teams', body),
  );

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => api.get<SettingsVersion>('/settings', {}, signal),
});

export function useSettingsHistory() {
  return useQuery({
    queryKey: ['settings', 'history'],
    queryFn: async ({ signal }) => (await api.get<Page<SettingsVersion>>('/settings/history', {}, signal)).items,
  });
}

export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { method: MethodSettings; reason: string; version: number }) => api.put<SettingsVersion>('/settings', body),
    // grades, cadences and the worklist may all look different under the new rules
    onSuccess: () => client.invalidateQueries(),
  });
}

export const customFieldsQuery = queryOptions({
  queryKey: ['custom-fields'],
  queryFn: async ({ signal }) => (await api.get<Page<CustomField>>('/custom-fields', {}, signal)).items,
  staleTime: 300_000,
});

function useFieldChange<Body>(send: (body: Body) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => client.invalidateQueries({ queryKey: ['custom-fields'] }) });
}

export const useAddField = () => useFieldChange((field: CustomField) => api.post<CustomField>('/custom-fields', field));
export const useRemoveField = () => useFieldChange((key: string) => api.delete<unknown>(`/custom-fields/${key}`));
