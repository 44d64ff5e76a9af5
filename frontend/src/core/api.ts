import type { Client } from 'openapi-fetch';
import { OfflineError, problemOf } from './problem.ts';
import { answered, unreachable } from './online.ts';
import type { components, paths } from './schema.d.ts';

/** A model of the contract by its schema name: `Schema<'ContactRead'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

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
const uncertain = (status: number) => status >= 500 || status === 429;

interface Asked extends Omit<RequestInit, 'body' | 'headers'> {
  params?: { path?: Record<string, unknown>; query?: Record<string, unknown>; header?: Record<string, string | null | undefined> };
  body?: unknown;
  bodySerializer?: (body: unknown) => BodyInit;
  headers?: Record<string, string | null | undefined>;
}

function addressOf(template: string, { path = {}, query = {} }: NonNullable<Asked['params']>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) search.append(name, String(one));
  }
  const address = template.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(path[name])));
  return search.size ? `${address}?${search}` : address;
}

async function send(method: string, template: string, { params = {}, body, bodySerializer, headers, ...init }: Asked = {}): Promise<{ data: unknown; response: Response }> {
  const address = addressOf(template, params);
  const sent = body === undefined ? undefined : bodySerializer ? bodySerializer(body) : JSON.stringify(body);
  const told = new Headers();
  if (typeof sent === 'string') told.set('content-type', 'application/json');
  for (const [name, value] of Object.entries({ ...params.header, ...headers })) if (typeof value === 'string') told.set(name, value);
  // a file is not read through only to recognise it: it is sent anew under a new key
  const same = method === 'POST' && !told.has('idempotency-key') ? `${address}\n${typeof sent === 'object' ? newId() : sent}` : '';
  if (same) {
    const key = unsettled.get(same) ?? newId();
    unsettled.set(same, key);
    told.set('idempotency-key', key);
  }
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'same-origin', ...init, method, headers: told, ...(sent !== undefined && { body: sent }) });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    unreachable();
    throw new OfflineError(error);
  }
  answered();
  if (!uncertain(response.status)) unsettled.delete(same);
  if (!response.ok) {
    if (response.status === 401) for (const listener of signedOut) listener();
    throw await problemOf(response);
  }
  const text = await response.text();
  return { data: text ? (JSON.parse(text) as unknown) : undefined, response };
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * The client, typed by the contract: `await ok(api.GET('/api/v1/contacts', { params: { query: { limit: 100 } } }))`. The types
 * are openapi-fetch's; of its code we would use a quarter.
 */
export const api = Object.fromEntries(
  METHODS.map(method => [method, (template: string, asked?: Asked) => send(method, template, asked)]),
) as unknown as Pick<Client<paths>, (typeof METHODS)[number]>;
