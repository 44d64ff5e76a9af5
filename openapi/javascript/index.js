// What every client of Halfhour needs around openapi-fetch: the token, keys for safe retries, waiting when the server
// asks for it, pages, changes, and refusals as errors. The types stand in index.d.ts.

import createClient from 'openapi-fetch';

const TRIES = 5;
const WAIT_MOST = 60;

/** Halfhour at a server, as one person. */
export function halfhour({ server, token, fetch = globalThis.fetch, sleep = pause }) {
  const api = createClient({ baseUrl: server.replace(/\/+$/, ''), fetch: patient(fetch, sleep) });
  api.use({
    onRequest({ request }) {
      request.headers.set('Authorization', `Bearer ${token}`);
      if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
        request.headers.set('Idempotency-Key', crypto.randomUUID());
      }
      return request;
    },
  });
  return api;
}

/** A refusal: `problem` holds its code and what to mend (RFC 9457). */
export class Refused extends Error {
  constructor(problem, status) {
    super(problem?.detail ?? `The server answered ${status} without a reason.`);
    this.name = 'Refused';
    this.problem = problem;
    this.status = status;
  }
}

/** The data of an answer, or its refusal thrown. */
export async function taken(answer) {
  const { data, error, response } = await answer;
  if (!response.ok) throw new Refused(typeof error === 'object' ? error : undefined, response.status);
  return data;
}

/** All items of a list, page by page. */
export async function* every(api, path, params = {}) {
  let cursor;
  do {
    const query = { limit: 200, ...params.query, ...(cursor && { cursor }) };
    const page = await taken(api.GET(path, { params: { ...params, query } }));
    yield* page.items;
    cursor = page.next_cursor;
  } while (cursor);
}

/** All changes after a cursor, then those to come; each carries `seq`, to go on after. */
export async function* changes(api, { after = '0', types, wait = 30, signal } = {}) {
  while (!signal?.aborted) {
    const query = { after, wait, limit: 500, ...(types && { types }) };
    const found = await taken(api.GET('/api/v1/events', { params: { query }, signal }));
    yield* found.items;
    after = found.cursor;
    if (!wait && !found.items.length) return;
  }
}

/** `If-Match` for a thing as it was read: its version in quotes. */
export const seen = (thing) => ({ 'If-Match': `"${thing.version}"` });

/** A fetch that comes again when it is told to (429, 503), or when an answer got lost that it may ask for twice. */
function patient(fetch, sleep) {
  return async (request) => {
    for (let tried = 1; ; tried += 1) {
      let answer;
      try {
        answer = await fetch(request.clone());
      } catch (fault) {
        if (tried >= TRIES || request.signal.aborted || !['GET', 'POST'].includes(request.method)) throw fault;
        await sleep(backoff(tried));
        continue;
      }
      if (![429, 503].includes(answer.status) || tried >= TRIES) return answer;
      const told = answer.headers.get('Retry-After');
      const seconds = told === null ? backoff(tried) : Number(told);
      if (!(seconds <= WAIT_MOST)) return answer;
      await answer.body?.cancel();
      await sleep(seconds);
    }
  };
}

const backoff = (tried) => Math.min(2 ** tried, 15) * (0.5 + Math.random() / 2);

const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
