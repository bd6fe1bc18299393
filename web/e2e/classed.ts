// Waits until the customers of the demo are classed: the server begins with that after its start.

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
