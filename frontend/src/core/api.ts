import createClient, { type Middleware } from 'openapi-fetch';
import { OfflineError, problemOf } from './problem.ts';
import { answered, unreachable } from './online.ts';
import type { components, paths } from './schema.d.ts';

/** A model of the contract by its schema name: `Schema<'ContactRead'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The typed client: `await ok(api.GET('/api/v1/contacts', { params: { query: { limit: 100 } } }))`. */
export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin' });

type Listener = () => void;
const signedOut = new Set<Listener>();

/** Told when the server says 401 to anything: the session has ended. */
export function onSignedOut(listener: Listener): void {
  signedOut.add(listener);
}

/** The data of a call, or the error thrown: ApiError when refused, OfflineError when nothing answered. */
export async function ok<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  return (await call).data as T;
}

/** The header that makes a change conditional on the version the person saw. */
export function ifMatch(item: { version: number }): { 'If-Match': string } {
  return { 'If-Match': `"${item.version}"` };
}

/** A version 4 UUID; crypto.randomUUID is missing on plain http beyond loopback. */
export function newId(): string {
  if ('randomUUID' in crypto) return crypto.randomUUID();
  const hex = Array.from((crypto as Crypto).getRandomValues(new Uint8Array(16)), (byte, place) =>
    (place === 6 ? (byte & 0x0f) | 0x40 : place === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, '0'),
  ).join('');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}

// A POST whose outcome is unknown keeps its key, so that the same press again cannot make a second row.
const unsettled = new Map<string, string>();
const sameRequest = new WeakMap<Request, string>();
const uncertain = (status: number) => status >= 500 || status === 429;

const conventions: Middleware = {
  async onRequest({ request }) {
    if (request.method === 'POST' && !request.headers.has('idempotency-key')) {
      const type = request.headers.get('content-type') ?? '';
      // a file is not read through only to recognise it: it is sent anew under a new key
      const text = !type || /json/.test(type) ? await request.clone().text() : newId();
      const same = `${request.url}\n${text}`;
      const key = unsettled.get(same) ?? newId();
      unsettled.set(same, key);
      sameRequest.set(request, same);
      request.headers.set('idempotency-key', key);
    }
    return request;
  },
  async onResponse({ request, response }) {
    answered();
    if (!uncertain(response.status)) unsettled.delete(sameRequest.get(request) ?? '');
    if (response.ok) return;
    if (response.status === 401) for (const listener of signedOut) listener();
    throw await problemOf(response);
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    unreachable();
    return new OfflineError(error);
  },
};
api.use(conventions);
