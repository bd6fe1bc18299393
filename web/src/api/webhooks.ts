// Webhooks: who is told of what, what was sent, and sending it again.

import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, client, ifMatch } from './client';
import type { DeliveryState, NewWebhook, Replay, WebhookChange } from './types';

/** Seconds after which deliveries that wait are looked at again. */
const LOOKED_EVERY = 3;

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/webhooks', { signal }))).items,
});

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/webhooks/{id}', { params: { path: { id } }, signal })),
    // it may be switched off while somebody looks
    refetchInterval: LOOKED_EVERY * 1000,
  });

export function useDeliveries(id: string, state: DeliveryState | undefined) {
  return useInfiniteQuery({
    queryKey: ['webhooks', id, 'deliveries', state],
    queryFn: ({ pageParam, signal }) =>
      answerOf(client.GET('/api/v1/webhooks/{id}/deliveries', { params: { path: { id }, query: { state, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: LOOKED_EVERY * 1000,
  });
}

function useWebhookChange<Body, Result>(send: (body: Body) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, meta: { quiet: true }, onSettled: () => queries.invalidateQueries({ queryKey: ['webhooks'] }) });
}

const at = (id: string) => ({ path: { id } });

export const useAddWebhook = () => useWebhookChange((body: NewWebhook) => answerOf(client.POST('/api/v1/webhooks', { body })));
export const useEditWebhook = (id: string) =>
  useWebhookChange(({ version, ...body }: WebhookChange & { version: number }) =>
    answerOf(client.PATCH('/api/v1/webhooks/{id}', { params: { ...at(id), header: ifMatch(version) }, body })));
export const useDeleteWebhook = (id: string) =>
  useWebhookChange((version: number) => client.DELETE('/api/v1/webhooks/{id}', { params: { ...at(id), header: ifMatch(version) } }));
export const useRotateSecret = (id: string) => useWebhookChange(() => answerOf(client.POST('/api/v1/webhooks/{id}/secrets', { params: at(id) })));
export const usePingWebhook = (id: string) => useWebhookChange(() => client.POST('/api/v1/webhooks/{id}/pings', { params: at(id) }));
export const useReplayOne = (id: string) =>
  useWebhookChange((delivery: string) =>
    answerOf(client.POST('/api/v1/webhooks/{id}/deliveries/{delivery}/replays', { params: { path: { id, delivery } } })));
export const useReplaySince = (id: string) =>
  useWebhookChange((body: Replay) => answerOf(client.POST('/api/v1/webhooks/{id}/replays', { params: at(id), body })));
