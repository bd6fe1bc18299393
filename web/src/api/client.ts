// One way to the server. Adds the CSRF header, turns refusals into `Problem`s, and when the session has ended asks for
// signing in again and repeats the request, so that nothing a person typed is lost.

import createClient from 'openapi-fetch';
import { Problem, type ProblemBody } from './problem';
import type { paths } from './schema';

export const API = '/api/v1';

type SignInAgain = () => Promise<boolean>;
let signInAgain: SignInAgain | null = null;

/** The shell registers how a person signs in again while a page stays open. */
export function onSessionEnded(ask: SignInAgain | null): void {
  signInAgain = ask;
}

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
  if (request.method !== 'GET') request.headers.set('x-tuoke-csrf', '1');
  // a request's body can be sent once: the copy is for after signing in again
  const again = request.clone();
  let response = await send(request);
  if (response.status === 401 && signInAgain && !request.url.endsWith('/sessions')) {
    const problem = await problemOf(response);
    if (problem.code !== 'not_signed_in' || !(await signInAgain())) throw problem;
    response = await send(again);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

export const client = createClient<paths>({ baseUrl: '', fetch: sendOrThrow, credentials: 'same-origin' });

/** What the server answered. A refusal never comes here: it was thrown as a `Problem`. */
export async function answerOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}
