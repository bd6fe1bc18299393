// Contacts, tasks and the timeline of a record.

import { useInfiniteQuery } from '@tanstack/react-query';
import { answerOf, client, ifMatch } from './client';
import { currentOf } from './problem';
import type { NewActivity, NewTask, Task, TaskChange } from './types';

export function useTimeline(id: string) {
  return useInfiniteQuery({
    queryKey: ['party', id, 'timeline'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(client.GET('/api/v1/parties/{id}/timeline', { params: { path: { id }, query: { cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export const logActivity = (id: string, body: NewActivity) =>
  answerOf(client.POST('/api/v1/parties/{id}/activities', { params: { path: { id } }, body }));
export const undoActivity = (id: string, activity: string) =>
  answerOf(client.DELETE('/api/v1/parties/{id}/activities/{activity}', { params: { path: { id, activity } } }));

export const createTask = (id: string, body: NewTask) => answerOf(client.POST('/api/v1/parties/{id}/tasks', { params: { path: { id } }, body }));
/** Closes or reopens a task; where somebody has just done the same, that is as good. */
export async function moveTask(id: string, version: number, state: NonNullable<TaskChange['state']>): Promise<unknown> {
  try {
    return await client.PATCH('/api/v1/tasks/{id}', { params: { path: { id }, header: ifMatch(version) }, body: { state } });
  } catch (error) {
    const theirs = currentOf<Task>(error);
    if (theirs?.state !== state) throw error;
    return theirs;
  }
}
