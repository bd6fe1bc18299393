// Import runs: the file, how it is read, the run and its rows.

import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { address, answerOf, client, ifMatch } from './client';
import type { FolderChange, ImportChange, ImportProgress, ImportRun, NewFolder, NewTemplate, TemplateChange } from './types';

/** What the rows of a file may be. */
export const IMPORT_SUBJECTS = ['names', 'orders', 'deals'] as const;
export type ImportSubject = (typeof IMPORT_SUBJECTS)[number];

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/imports', { signal }))).items,
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/imports/{id}', { params: { path: { id } }, signal })),
  });

export const importFieldsQuery = (subject: string) =>
  queryOptions({
    queryKey: ['imports', 'fields', subject],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/imports/fields', { params: { query: { subject } }, signal })),
    staleTime: Infinity,
  });

export function uploadFile(file: File, target: { list_id?: string; list_name?: string; subject?: string }): Promise<ImportRun> {
  const form = new FormData();
  form.append('file', file);
  return answerOf(
    client.POST('/api/v1/imports', { params: { query: target }, body: { file: file.name }, bodySerializer: () => form }),
  );
}

export function useImportCall<Body>(id: string, send: (body: Body) => Promise<ImportRun>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    // one after the other, so that each starts from what the last one left
    scope: { id: `import ${id}` },
    onSuccess: (run) => {
      queries.setQueryData(importQuery(id).queryKey, run);
      void queries.invalidateQueries({ queryKey: importsQuery.queryKey, exact: true });
    },
  });
}

export const patchImport = (id: string, version: number, body: ImportChange) =>
  answerOf(client.PATCH('/api/v1/imports/{id}', { params: { path: { id }, header: ifMatch(version) }, body }));

export const useImportStep = (id: string) =>
  useImportCall(id, (step: 'start' | 'cancel' | 'resume' | 'undo') => answerOf(client.POST(`/api/v1/imports/{id}/${step}`, { params: { path: { id } } })));

/** What undoing would take back, and what would stay; asked for anew each time it is shown. */
export const undoPreviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id, 'undo'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/imports/{id}/undo', { params: { path: { id } }, signal })),
    gcTime: 0,
  });

export const templatesQuery = queryOptions({
  queryKey: ['import-templates'],
  queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/import-templates', { signal }))).items,
});

/** Something of which the page knows the version it read. */
interface Versioned { id: string; version: number }

function useTemplateChange<Body>(send: (body: Body) => Promise<unknown>, quiet = false) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    meta: { quiet },
    onSettled: () => {
      // a kept mapping is proposed to the imports that wait
      for (const key of ['import-templates', 'imports']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

export const useSaveTemplate = () => useTemplateChange((body: NewTemplate) => client.POST('/api/v1/import-templates', { body }));
export const useEditTemplate = () =>
  useTemplateChange(({ id, version, ...body }: TemplateChange & Versioned) =>
    client.PATCH('/api/v1/import-templates/{id}', { params: { path: { id }, header: ifMatch(version) }, body }), true);
export const useDeleteTemplate = () =>
  useTemplateChange(({ id, version }: Versioned) => client.DELETE('/api/v1/import-templates/{id}', { params: { path: { id }, header: ifMatch(version) } }));
export const useUseTemplate = (id: string) =>
  useImportCall(id, (template_id: string) => answerOf(client.POST('/api/v1/imports/{id}/template', { params: { path: { id } }, body: { template_id } })));

export const foldersQuery = queryOptions({
  queryKey: ['import-folders'],
  queryFn: ({ signal }) => answerOf(client.GET('/api/v1/import-folders', { signal })),
});

export const folderFilesQuery = (id: string) =>
  queryOptions({
    queryKey: ['import-folders', id, 'files'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/import-folders/{id}/files', { params: { path: { id } }, signal }))).items,
  });

function useFolderChange<Body>(send: (body: Body) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSettled: () => queries.invalidateQueries({ queryKey: ['import-folders'] }) });
}

export const useWatchFolder = () => useFolderChange((body: NewFolder) => client.POST('/api/v1/import-folders', { body }));
export const useEditFolder = () =>
  useFolderChange(({ id, version, ...body }: FolderChange & Versioned) =>
    client.PATCH('/api/v1/import-folders/{id}', { params: { path: { id }, header: ifMatch(version) }, body }));
export const useUnwatchFolder = () =>
  useFolderChange(({ id, version }: Versioned) => client.DELETE('/api/v1/import-folders/{id}', { params: { path: { id }, header: ifMatch(version) } }));
export const useLookAtFolder = () => useFolderChange((id: string) => client.POST('/api/v1/import-folders/{id}/look', { params: { path: { id } } }));

/** Follows a running import; `onEnd` is called once when it stops for whatever reason. */
export function useImportEvents(id: string, onProgress: (progress: ImportProgress) => void, onEnd: () => void): void {
  useEffect(() => {
    const source = new EventSource(address(`/imports/${id}/events`));
    source.addEventListener('progress', (event) => onProgress(JSON.parse(event.data as string) as ImportProgress));
    source.addEventListener('end', () => {
      source.close();
      onEnd();
    });
    return () => source.close();
  }, [id, onProgress, onEnd]);
}

export function useImportRows(id: string, state: string) {
  return useInfiniteQuery({
    queryKey: ['imports', id, 'rows', state],
    queryFn: ({ pageParam, signal }) =>
      answerOf(client.GET('/api/v1/imports/{id}/rows', { params: { path: { id }, query: { state, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
