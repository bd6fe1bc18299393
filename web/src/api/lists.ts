// Lead lists, import runs and the pairs believed to be the same.

import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { API, api } from './client';
import type {
  DuplicatePair, ImportField, ImportProgress, ImportRow, ImportRun, LeadList, OnDuplicate, Page, RowState,
} from './types';

export const listsQuery = queryOptions({
  queryKey: ['lists'],
  queryFn: async ({ signal }) => (await api.get<Page<LeadList>>('/lists', { limit: 200 }, signal)).items,
});

export const listQuery = (id: string) =>
  queryOptions({ queryKey: ['lists', id], queryFn: ({ signal }) => api.get<LeadList>(`/lists/${id}`, {}, signal) });

export interface NewList { name: string; market?: string; method?: string; note?: string }

export function useCreateList() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewList) => api.post<LeadList>('/lists', body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['lists'] }),
  });
}

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: async ({ signal }) => (await api.get<Page<ImportRun>>('/imports', {}, signal)).items,
});

export const importQuery = (id: string) =>
  queryOptions({ queryKey: ['imports', id], queryFn: ({ signal }) => api.get<ImportRun>(`/imports/${id}`, {}, signal) });

export const importFieldsQuery = queryOptions({
  queryKey: ['imports', 'fields'],
  queryFn: ({ signal }) => api.get<ImportField[]>('/imports/fields', {}, signal),
  staleTime: Infinity,
});

export function uploadFile(file: File, target: { list_id?: string; list_name?: string }): Promise<ImportRun> {
  const form = new FormData();
  form.append('file', file);
  return api.post<ImportRun>('/imports', form, { ...target });
}

export interface ImportChange {
  format?: { encoding?: string; delimiter?: string; sheet?: string; header_row?: number };
  mapping?: { column: number; field: string | null; custom_key?: string | null }[];
  on_duplicate?: OnDuplicate;
  owner_id?: string;
  market?: string;
  method?: string;
}

function useImportCall<Body>(id: string, send: (body: Body) => Promise<ImportRun>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (run) => {
      if (run) client.setQueryData(importQuery(id).queryKey, run);
      void client.invalidateQueries({ queryKey: importQuery(id).queryKey });
      void client.invalidateQueries({ queryKey: importsQuery.queryKey, exact: true });
    },
  });
}

export const useChangeImport = (id: string) =>
  useImportCall(id, (change: ImportChange) => api.patch<ImportRun>(`/imports/${id}`, change));
export const useImportStep = (id: string) =>
  useImportCall(id, (step: 'start' | 'cancel' | 'resume') => api.post<ImportRun>(`/imports/${id}/${step}`));

/** Follows a running import; `onEnd` is called once when it stops for whatever reason. */
export function useImportEvents(id: string, follow: boolean, onProgress: (p: ImportProgress) => void, onEnd: () => void): void {
  useEffect(() => {
    if (!follow) return undefined;
    const source = new EventSource(`${API}/imports/${id}/events`);
    source.addEventListener('progress', (event) => onProgress(JSON.parse(event.data as string) as ImportProgress));
    source.addEventListener('end', () => {
      source.close();
      onEnd();
    });
    return () => source.close();
  }, [id, follow, onProgress, onEnd]);
}

export function useImportRows(id: string, state: RowState, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['imports', id, 'rows', state],
    queryFn: ({ pageParam, signal }) => api.get<Page<ImportRow>>(`/imports/${id}/rows`, { state, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled,
  });
}

export function useDuplicates() {
  return useQuery({
    queryKey: ['duplicates'],
    queryFn: ({ signal }) => api.get<Page<DuplicatePair>>('/duplicates', { state: 'open' }, signal),
  });
}

export function useDecideDuplicate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, decision }: { id: string; decision: 'same' | 'different' }) =>
      api.post<unknown>(`/duplicates/${id}/decision`, { decision }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['duplicates'] }),
  });
}
