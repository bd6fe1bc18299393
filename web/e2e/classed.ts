// The classes of the demo's customers: the server begins with them after its start.

import { type APIRequestContext, expect } from '@playwright/test';
import type { ClassOverview } from '../src/api/types';

export async function overviewOf(api: APIRequestContext): Promise<ClassOverview> {
  return (await (await api.get('/api/v1/classes')).json()) as ClassOverview;
}

/** The classes as somebody sees them, once no run is under way. */
export async function classed(api: APIRequestContext): Promise<ClassOverview> {
  await expect.poll(async () => {
    const { run, running } = await overviewOf(api);
    return running ? running.stage : run ? 'there' : 'none yet';
  }, { timeout: 45_000 }).toBe('there');
  return overviewOf(api);
}

/** Classes all customers anew, as the button does. */
export async function classAgain(api: APIRequestContext): Promise<ClassOverview> {
  await classed(api);
  const answer = await api.post('/api/v1/classes/runs', { data: {} });
  if (!answer.ok()) throw new Error(`a run of classes: ${answer.status()} ${await answer.text()}`);
  return classed(api);
}

/** Somebody of a class who still buys, by id: a class holds those who stayed away, too. */
export async function customerOf(api: APIRequestContext, existing: string): Promise<string> {
  const { items } = (await (await api.get(`/api/v1/classes/customers?existing=${existing}`)).json()) as { items: { party: { id: string } }[] };
  for (const { party } of items) {
    const { status } = (await (await api.get(`/api/v1/parties/${party.id}`)).json()) as { status: string };
    if (status === 'customer') return party.id;
  }
  throw new Error(`nobody of ${existing} buys`);
}
