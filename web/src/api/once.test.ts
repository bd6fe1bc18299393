import { expect, test, vi } from 'vitest';
import { once } from './once';
import { Problem } from './problem';

const post = (body: string, path = '/api/v1/lists') => new Request(`http://tuoke.test${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
const keyOf = (request: Request) => request.headers.get('idempotency-key') ?? '';
const refusal = (status: number, code: string, retryAfter: number | null = null) => new Problem({ status, code }, retryAfter);

test('pressed twice it is sent once, and both read the answer', async () => {
  const send = vi.fn(async () => new Response('{"id":1}'));
  const answers = await Promise.all([once(post('{"name":"twice"}'), send), once(post('{"name":"twice"}'), send)]);
  expect(send).toHaveBeenCalledTimes(1);
  expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([{ id: 1 }, { id: 1 }]);
});

test('what is answered and what is different get keys of their own', async () => {
  const keys: string[] = [];
  const send = async (request: Request) => {
    keys.push(keyOf(request));
    return new Response('{}');
  };
  await once(post('{"name":"a"}'), send);
  await once(post('{"name":"a"}'), send);
  await Promise.all([once(post('{"name":"b"}'), send), once(post('{"name":"c"}'), send)]);
  expect(new Set(keys).size).toBe(4);
  expect(keys.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
});

test('sent again because no answer came, it has the same key; refused, it is over', async () => {
  const keys: string[] = [];
  const ends = [Problem.unreachable(), refusal(503, 'timeout'), refusal(422, 'invalid'), null];
  const send = async (request: Request) => {
    keys.push(keyOf(request));
    const end = ends[keys.length - 1];
    if (end) throw end;
    return new Response('{}');
  };
  for (const end of ends.slice(0, 3)) await expect(once(post('{"name":"lost"}'), send)).rejects.toBe(end);
  await once(post('{"name":"lost"}'), send);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).toBe(keys[0]);
  expect(keys[3]).not.toBe(keys[0]);
});

test('while it is still being carried out it is asked for again', async () => {
  const waited: number[] = [];
  let asked = 0;
  const send = async () => {
    asked += 1;
    if (asked < 3) throw refusal(409, 'idempotency_in_progress', 2);
    return new Response('{}');
  };
  const answer = await once(post('{"name":"busy"}'), send, async (seconds) => void waited.push(seconds));
  expect([answer.ok, asked, waited]).toEqual([true, 3, [2, 2]]);
});

test('a file is sent as often as it is asked for, each time under a key', async () => {
  const keys: string[] = [];
  const send = async (request: Request) => {
    keys.push(keyOf(request));
    return new Response('{}');
  };
  const upload = () => {
    const form = new FormData();
    form.append('file', new Blob(['a']), 'a.csv');
    return new Request('http://tuoke.test/api/v1/imports', { method: 'POST', body: form });
  };
  await Promise.all([once(upload(), send), once(upload(), send)]);
  expect(new Set(keys).size).toBe(2);
});
