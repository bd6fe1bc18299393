// Every POST is carried out once. The same one pressed twice is sent once; sent again because no answer came, it has the
// key it had, by which the server knows that it was there already.

import { Problem } from './problem';

interface Waiting {
  key: string;
  /** of the request under way; none where the last one ended without an answer */
  answer: Promise<Response> | null;
  since: number;
}

const waiting = new Map<string, Waiting>();

/** Pressed again later than this, the same is meant as something new. */
const MEANT_AGAIN_MS = 10 * 60_000;
/** How often a request that is being carried out is asked for again. */
const ASKED_AT_MOST = 10;

type Send = (request: Request) => Promise<Response>;

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1_000));

/** Random, also where the page is reached without https and the browser makes no UUIDs. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What makes two requests the same; nothing for a file, which is not read for this. */
async function identityOf(request: Request): Promise<string | null> {
  if (request.headers.get('content-type')?.startsWith('multipart/')) return null;
  return `${request.url}\n${await request.clone().text()}`;
}

/** Whether it is unknown what became of the request. */
const isUnanswered = (error: unknown) =>
  !(error instanceof Problem) || error.status === 0 || error.status >= 500 || error.code === 'idempotency_in_progress';

/** Sends until it is known what became of it. */
async function answered(request: Request, send: Send, wait: typeof sleep): Promise<Response> {
  for (let asked = 1; ; asked += 1) {
    try {
      return await send(request.clone());
    } catch (error) {
      const busy = error instanceof Problem && error.code === 'idempotency_in_progress';
      if (!busy || asked >= ASKED_AT_MOST) throw error;
      await wait(error.retryAfter ?? 1);
    }
  }
}

export async function once(request: Request, send: Send, wait = sleep): Promise<Response> {
  const identity = await identityOf(request);
  for (const [known, { since }] of waiting) if (Date.now() - since > MEANT_AGAIN_MS) waiting.delete(known);
  const known = identity === null ? undefined : waiting.get(identity);
  if (known?.answer) return (await known.answer).clone();
  const mine: Waiting = known ?? { key: newKey(), answer: null, since: Date.now() };
  if (identity !== null) waiting.set(identity, mine);
  request.headers.set('idempotency-key', mine.key);
  mine.answer = answered(request, send, wait);
  try {
    // a body can be read once, and whoever pressed twice reads it as well
    const answer = (await mine.answer).clone();
    if (identity !== null) waiting.delete(identity);
    return answer;
  } catch (error) {
    mine.answer = null;
    if (identity !== null && !isUnanswered(error)) waiting.delete(identity);
    throw error;
  }
}
