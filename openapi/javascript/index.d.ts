import type { Client } from 'openapi-fetch';

import type { components, paths } from './schema.js';

export type { components, operations, paths } from './schema.js';

/** A schema of the contract by its name: `Schema<'ContactRead'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** openapi-fetch's client, knowing every address of Halfhour. */
export type Halfhour = Client<paths>;

export interface Options {
  /** The server's address, such as `https://halfhour.example`. */
  server: string;
  /** A personal access token, `hh_…`. */
  token: string;
  fetch?: (request: Request) => Promise<Response>;
  /** Waits so many seconds. */
  sleep?: (seconds: number) => Promise<void>;
}

export function halfhour(options: Options): Halfhour;

export class Refused extends Error {
  readonly problem: Schema<'Problem'> | undefined;
  readonly status: number;
}

/** The data of an answer; throws `Refused`. */
export function taken<Body>(
  answer: Promise<{ data?: Body; error?: unknown; response: Response }>,
): Promise<NonNullable<Body>>;

type Page = { items: unknown[]; next_cursor: string | null };
type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;
type Parameters<P extends keyof paths> = paths[P] extends { get: { parameters: infer Given } } ? Given : never;

/** Addresses that answer with pages. */
export type Listed = { [P in keyof paths]: Answer<P> extends Page ? P : never }[keyof paths];

/** What a list holds. */
export type Item<P extends Listed> = Answer<P> extends { items: (infer Each)[] } ? Each : never;

export function every<P extends Listed>(
  api: Halfhour,
  path: P,
  params?: Omit<Parameters<P>, 'header' | 'cookie'>,
): AsyncGenerator<Item<P>, void, void>;

export interface Following {
  /** Go on after this number; `0` is the beginning. */
  after?: string;
  /** Only these kinds. */
  types?: string[];
  /** Seconds that the server holds the line; 0: end when there is nothing new. */
  wait?: number;
  signal?: AbortSignal;
}

export function changes(api: Halfhour, following?: Following): AsyncGenerator<Schema<'EventRead'>, void, void>;

export function seen(thing: { version: number }): { 'If-Match': string };
