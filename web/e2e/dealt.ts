// Deals made by way of the API for tests that begin with one.

import type { APIRequestContext } from '@playwright/test';
import type { Deal, NewDeal } from '../src/api/types';

export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

async function made<T>(api: APIRequestContext, path: string, data: unknown): Promise<T> {
  const answer = await api.post(path, { data });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** A customer of one's own, so that what a test does stays beside what others do. */
export async function customer(api: APIRequestContext, name: string): Promise<{ id: string; name: string }> {
  return made(api, '/api/v1/parties', { kind: 'organisation', name, allow_duplicate: true });
}

/** An open deal with a customer of its own. */
export async function dealt(api: APIRequestContext, name: string, more: Partial<NewDeal> = {}): Promise<Deal> {
  const party = more.party_id ?? (await customer(api, `${name}客户`)).id;
  return made(api, '/api/v1/deals', {
    party_id: party, name, amount: { kind: 'known', minor: 12_000_000 }, expected_on: inDays(20).slice(0, 10), next_step: { what: '约见', due_at: inDays(3) }, ...more,
  });
}

export const around = (api: APIRequestContext, deal: string, what: 'people' | 'rivals' | 'concerns', data: unknown) => made<Deal>(api, `/api/v1/deals/${deal}/${what}`, data);
