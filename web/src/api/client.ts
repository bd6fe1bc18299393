// One way to the server. Adds the CSRF header, sees to it that a POST is carried out once, turns refusals into `Problem`s,
// and when the session has ended, or when the person has to confirm who they are, asks for that and repeats the request, so
// that nothing typed is lost.

import createClient from 'openapi-fetch';
import { once } from './once';
import { Problem, type ProblemBody } from './problem';
import type { paths } from './schema';

export const API = '/api/v1';

/** Asks the person; answers whether the request should be sent again. */
type Ask = () => Promise<boolean>;
/** What stands between a person and a request, by the server's code: who asks them while the page stays open. */
const asking = new Map<string, Ask>();

/** The session has ended. */
export function onSessionEnded(ask: Ask | null): void {
  register('not_signed_in', ask);
}

/** A dangerous act, and the person has not shown for a while to be themselves. */
export function onProofNeeded(ask: Ask | null): void {
  register('prove_again', ask);
}

/** A second factor has become a duty of the person's role. */
export function onEnrolmentNeeded(ask: Ask | null): void {
  register('enrol_first', ask);
}

function register(code: string, ask: Ask | null): void {
  if (ask) asking.set(code, ask);
  else asking.delete(code);
}

/** Signing in is never interrupted by a request to sign in. */
const isSigningIn = (url: string) => /\/sessions(\/second-factor|\/proof)?$/.test(new URL(url).pathname);

/** The address of something the browser fetches by itself: a download, a stream. */
export function address(path: string, query: Record<string, string | null | undefined> = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value) search.set(key, value);
  const text = search.toString();
  return `${API}${path}${text ? `?${text}` : ''}`;
}

async function problemOf(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get('retry-after')) || null;
  try {
    const body = (await response.json()) as Partial<ProblemBody>;
    return new Problem({ ...body, status: response.status, code: body.code ?? `http_${response.status}` }, retryAfter);
  } catch {
    return new Problem({ status: response.status, code: `http_${response.status}` }, retryAfter);
  }
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw Problem.unreachable();
  }
}

async function sendOrThrow(request: Request): Promise<Response> {
  // a request's body can be sent once: the copy is for after signing in again
  const again = request.clone();
  let response = await send(request);
  if ((response.status === 401 || response.status === 403) && !isSigningIn(request.url)) {
    let problem = await problemOf(response);
    if (problem.code === 'not_signed_in' && asking.has(problem.code)) {
      // the session may have got another id meanwhile, in this tab or in another
      response = await send(again.clone());
      if (response.ok) return response;
      problem = await problemOf(response);
    }
    const ask = asking.get(problem.code);
    if (!ask || !(await ask())) throw problem;
    response = await send(again);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

function request(asked: Request): Promise<Response> {
  if (asked.method !== 'GET') asked.headers.set('x-tuoke-csrf', '1');
  return asked.method === 'POST' ? once(asked, sendOrThrow) : sendOrThrow(asked);
}

export const client = createClient<paths>({ baseUrl: '', fetch: request, credentials: 'same-origin' });

/** Says which version a change starts from; where there is a newer one, the server refuses with what it is now. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` });

/** What the server answered. A refusal never comes here: it was thrown as a `Problem`. */
export async function answerOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}
