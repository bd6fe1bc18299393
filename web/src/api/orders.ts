// Orders, the standing in product lines, conversions, product lines and products.

import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, client, ifMatch } from './client';
import { usePartyChange } from './parties';
import type { NewOrder, NewProduct, NewProductLine, NewRivalShare, ProductChange, ProductLineChange } from './types';

const at = (id: string) => ({ path: { id } });

export function useOrders(id: string, voided: boolean) {
  return useInfiniteQuery({
    queryKey: ['party', id, 'orders', voided],
    queryFn: ({ pageParam, signal }) =>
      answerOf(client.GET('/api/v1/parties/{id}/orders', { params: { ...at(id), query: { voided, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (previous) => previous,
  });
}

/** Everything since a day, for the months; as many as one page holds. */
export const ordersSinceQuery = (id: string, from: string) =>
  queryOptions({
    queryKey: ['party', id, 'orders', 'since', from],
    queryFn: async ({ signal }) =>
      (await answerOf(client.GET('/api/v1/parties/{id}/orders', { params: { ...at(id), query: { from, limit: 200 } }, signal }))).items,
  });

export const standingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['party', id, 'lines'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/parties/{id}/lines', { params: at(id), signal }))).items,
  });

/** What rivals sell to a customer, the latest period first. */
export const rivalSharesQuery = (id: string) =>
  queryOptions({
    queryKey: ['party', id, 'rival-shares'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/parties/{id}/rival-shares', { params: at(id), signal }))).items,
  });

export const useAddRivalShare = (id: string) =>
  usePartyChange(id, (body: NewRivalShare) => answerOf(client.POST('/api/v1/parties/{id}/rival-shares', { params: at(id), body })), true);
export const useRetractRivalShare = (id: string) =>
  usePartyChange(id, (share: string) => answerOf(client.DELETE('/api/v1/parties/{id}/rival-shares/{share}', { params: { path: { id, share } } })), true);

export const useRecordOrder = (id: string) =>
  usePartyChange(id, (body: NewOrder) => answerOf(client.POST('/api/v1/parties/{id}/orders', { params: at(id), body })), true);
export const useVoidOrder = (party: string) =>
  usePartyChange(party, ({ id, reason }: { id: string; reason: string }) => answerOf(client.POST('/api/v1/orders/{id}/void', { params: at(id), body: { reason } })), true);
export const useAnswerCause = (id: string) =>
  usePartyChange(
    id,
    ({ conversion, cause, note }: { conversion: string; cause: string; note: string }) =>
      answerOf(client.POST('/api/v1/parties/{id}/conversions/{conversion}/cause', { params: { path: { id, conversion } }, body: { cause, note } })),
    true,
  );

export const ratesQuery = (months: number) =>
  queryOptions({
    queryKey: ['conversions', 'rates', months],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/conversions/rates', { params: { query: { months } }, signal }))).items,
  });

export const costsQuery = (keeping: number | null) =>
  queryOptions({
    queryKey: ['conversions', 'costs', keeping],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/conversions/costs', { params: { query: keeping === null ? {} : { keeping_minor: keeping } }, signal })),
  });

export function useConversions(kind: string, unexplained: boolean) {
  return useInfiniteQuery({
    queryKey: ['conversions', kind, unexplained],
    queryFn: ({ pageParam, signal }) =>
      answerOf(client.GET('/api/v1/conversions', { params: { query: { unexplained, ...(kind ? { kind } : {}), ...(pageParam ? { cursor: pageParam } : {}) } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (previous) => previous,
  });
}

export const linesQuery = queryOptions({
  queryKey: ['product-lines'],
  queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/product-lines', { signal }))).items,
  staleTime: 60_000,
});

export const productsQuery = queryOptions({
  queryKey: ['products'],
  queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/products', { signal }))).items,
  staleTime: 60_000,
});

function useProductChange<Body>(send: (body: Body) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    meta: { quiet: true },
    // also after a refusal: it may say that somebody else was quicker
    onSettled: () => {
      for (const key of ['product-lines', 'products']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

export const useAddLine = () => useProductChange((body: NewProductLine) => client.POST('/api/v1/product-lines', { body }));
export const useEditLine = () =>
  useProductChange(({ id, version, ...body }: ProductLineChange & { id: string; version: number }) =>
    client.PATCH('/api/v1/product-lines/{id}', { params: { ...at(id), header: ifMatch(version) }, body }));
export const useAddProduct = () => useProductChange((body: NewProduct) => client.POST('/api/v1/products', { body }));
export const useEditProduct = () =>
  useProductChange(({ id, version, ...body }: ProductChange & { id: string; version: number }) =>
    client.PATCH('/api/v1/products/{id}', { params: { ...at(id), header: ifMatch(version) }, body }));
