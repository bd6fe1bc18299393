// One way to the server: adds the CSRF header, turns refusals into `Problem`s, and when the session has ended asks
// for signing in again and repeats the request, so that nothing a person typed is lost.

import { Problem, type ProblemBody } from './problem';

export const API = '/api/v1';

export type Query = Record<string, string | number | boolean | null | undefined>;

type SignInAgain = () => Promise<boolean>;
let signInAgain: SignInAgain | null = null;

/** The shell registers how a person signs in again while a page stays open. */
export function onSessionEnded(ask: SignInAgain | null): void {
  signInAgain = ask;
}

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value));
  }
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

interface Call { method: string; path: string; query?: Query; body?: unknown; signal?: AbortSignal }

async function send({ method, path, query, body, signal }: Call): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-tuoke-csrf'] = '1';
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers['content-type'] = 'application/json';
  try {
    return await fetch(address(path, query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw Problem.unreachable();
  }
}

async function call<T>(request: Call): Promise<T> {
  let response = await send(request);
  if (response.status === 401 && signInAgain && !request.path.startsWith('/sessions')) {
    const problem = await problemOf(response);
    if (problem.code !== 'not_signed_in' || !(await signInAgain())) throw problem;
    response = await send(request);
  }
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    call<T>({ method: 'GET', path, ...(query ? { query } : {}), ...(signal ? { signal } : {}) }),
  post: <T>(path: string, body?: unknown, query?: Query) => call<T>({ method: 'POST', path, body, ...(query ? { query } : {}) }),
  put: <T>(path: string, body: unknown) => call<T>({ method: 'PUT', path, body }),
  patch: <T>(path: string, body: unknown) => call<T>({ method: 'PATCH', path, body }),
  delete: <T = void>(path: string) => call<T>({ method: 'DELETE', path }),
};
