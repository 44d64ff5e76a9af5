import { effect, signal } from '@preact/signals';
import { api, newId } from '../api.ts';
import { answered, online, unreachable } from '../online.ts';
import { ApiError, OfflineError, problemOf, sayError } from '../problem.ts';
import { all, asked, within } from './db.ts';
import { over, reshape, unsentDocs, type Doc, type Sending, type Values } from './docs.ts';

/** A call to make when the network is there, after those before it. */
export interface Call {
  seq?: number;
  of: string;
  /** what it is to the person: "the close of the talk" */
  label: string;
  method: 'POST' | 'PUT';
  path: string;
  body: Values;
  key: string;
  /** a recording whose parts are the body */
  recording?: string;
  /** refusals that mean: it has happened already */
  settledBy?: string[];
  problem?: string;
}

export interface Trouble {
  of: string;
  label: string;
  problem: string;
  words?: string;
  again: () => Promise<void>;
  drop: () => Promise<void>;
}

/** How much waits on this device (undefined: not counted yet), what was refused, and whether it is being sent. */
export const waiting = signal<number | undefined>(undefined);
export const troubles = signal<Trouble[]>([]);
export const sending = signal(false);

/** Told when something of a talk was changed by sending, here or in another tab. */
export const changed = new EventTarget();
const channel = new BroadcastChannel('halfhour');
channel.onmessage = event => changed.dispatchEvent(new CustomEvent('change', { detail: event.data }));

/** Let other tabs know. */
export const shout = (of: string): void => channel.postMessage(of);

/** Let those who show it know, here and in other tabs. */
export function tell(of: string, kind = 'change'): void {
  changed.dispatchEvent(new CustomEvent(kind, { detail: of }));
  if (kind === 'change') shout(of);
}

function told(of: string): void {
  tell(of);
  tell(of, 'sent');
}

const LATER = new Set([401, 408, 429]);
const notNow = (error: unknown) => !(error instanceof ApiError) || error.status >= 500 || LATER.has(error.status);

type Send = (path: string, init: object) => Promise<{ data?: unknown }>;

/** One request, by the client that knows the conventions. */
export async function request(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: Values, headers: Record<string, string> = {}): Promise<Values> {
  const send = api[method] as unknown as Send;
  const { data } = await send(path, { ...(body && { body }), headers, signal: AbortSignal.timeout(30_000) });
  return (data ?? {}) as Values;
}

async function frozen(account: string, id: string): Promise<Doc | undefined> {
  return reshape(account, id, doc => {
    if (!doc?.unsent || doc.sending || doc.problem) return undefined;
    const sent: Sending = doc.base
      ? { method: 'PATCH', path: `${doc.at}/${id}`, body: doc.mine, version: doc.base.version as number, key: '' }
      : { method: 'POST', path: doc.at, body: { id, ...doc.first, ...doc.mine }, key: newId() };
    return { ...doc, sending: sent };
  });
}

/** What is there, or undefined where nothing is. */
const found = (method: 'GET' | 'POST', path: string): Promise<Values | undefined> =>
  request(method, path).catch(error => {
    if (notNow(error)) throw error;
    return undefined;
  });

async function sendDoc(account: string, id: string): Promise<void> {
  for (let tries = 0; tries < 6; tries += 1) {
    const doc = await frozen(account, id);
    const sent = doc?.sending;
    if (!doc || !sent) return;
    const at = `${doc.at}/${id}`;
    try {
      const answer = await request(sent.method, sent.path, sent.body, sent.version === undefined ? { 'idempotency-key': sent.key } : { 'if-match': `"${sent.version}"` });
      await reshape(account, id, now => {
        if (!now) return undefined;
        const { sending: _done, ...rest } = now;
        // what has been typed meanwhile stays; what was sent is the server's now, in whatever form it keeps it
        const mine = Object.fromEntries(Object.entries(now.mine).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(sent.body[name])));
        return { ...rest, base: answer, mine };
      });
    } catch (error) {
      if (notNow(error)) throw error;
      const { status, code } = error as ApiError;
      const other = status === 404 || status === 412 || code === 'id_taken';
      // changed elsewhere; or put into the bin there, and what was written here brings it back
      const theirs = other ? ((await found('GET', at)) ?? (await found('POST', `${at}/restore`))) : undefined;
      await reshape(account, id, now => {
        if (!now) return undefined;
        if (theirs) return over(now, theirs);
        const { sending: _refused, ...rest } = now;
        return { ...rest, problem: sayError(error) };
      });
      if (!theirs) return;
    }
    told(doc.of);
  }
}

async function upload(account: string, call: Call): Promise<void> {
  const parts = await all<{ blob: Blob }>(account, 'parts', 'of', call.recording);
  const body = new Blob(parts.map(part => part.blob), { type: String(call.body.type) });
  let response: Response;
  try {
    response = await fetch(call.path, { method: 'POST', body, headers: { 'idempotency-key': call.key, 'content-type': body.type } });
  } catch (error) {
    unreachable();
    throw new OfflineError(error);
  }
  answered();
  if (!response.ok) throw await problemOf(response);
}

async function sendCall(account: string, call: Call): Promise<void> {
  let refused: string | undefined;
  try {
    if (call.recording) await upload(account, call);
    else await request(call.method, call.path, call.body, { 'idempotency-key': call.key, 'if-match': '*' });
  } catch (error) {
    if (notNow(error)) throw error;
    if (!call.settledBy?.includes((error as ApiError).code)) refused = sayError(error);
  }
  await within(account, ['outbox', 'parts'], async store => {
    if (refused) store('outbox').put({ ...call, problem: refused });
    else await forget(store('outbox'), store('parts'), call);
  });
  told(call.of);
}

async function forget(outbox: IDBObjectStore, parts: IDBObjectStore, call: Call): Promise<void> {
  if (call.recording) for (const key of await asked(parts.index('of').getAllKeys(call.recording))) parts.delete(key);
  outbox.delete(call.seq as number);
}

let underway = 0;

/** Something is being written down: it counts as waiting from this moment on. */
export async function counted<T>(act: () => Promise<T>): Promise<T> {
  underway += 1;
  waiting.value = (waiting.peek() ?? 0) + 1;
  try {
    return await act();
  } finally {
    underway -= 1;
  }
}

/** Count again what waits and what was refused. */
export async function recount(account: string): Promise<void> {
  const docs = await unsentDocs(account);
  const calls = await all<Call>(account, 'outbox');
  waiting.value = docs.length + calls.length + underway;
  troubles.value = [
    ...docs.flatMap(doc =>
      doc.problem
        ? {
            of: doc.of,
            label: String(doc.mine.text ?? doc.base?.text ?? 'A note'),
            problem: doc.problem,
            words: String(doc.mine.answer ?? doc.mine.body ?? ''),
            again: () => retry(account, () => reshape(account, doc.id, now => now && (({ problem: _old, ...rest }) => rest)(now))),
            drop: () => retry(account, () => reshape(account, doc.id, now => (now?.base ? { ...now, mine: {} } : null))),
          }
        : [],
    ),
    ...calls.flatMap(call =>
      call.problem
        ? {
            of: call.of,
            label: call.label,
            problem: call.problem,
            again: () => retry(account, () => within(account, ['outbox'], async store => store('outbox').put({ ...call, problem: undefined }))),
            drop: () => retry(account, () => within(account, ['outbox', 'parts'], store => forget(store('outbox'), store('parts'), call))),
          }
        : [],
    ),
  ];
}

async function retry(account: string, act: () => Promise<unknown>): Promise<void> {
  await act();
  await flush(account);
}

/** Put a call at the end of the line. */
export async function enqueue(account: string, call: Omit<Call, 'seq' | 'key'>): Promise<void> {
  await counted(() => within(account, ['outbox'], async store => store('outbox').put({ ...call, key: newId() })));
  void flush(account);
}

const inTurn = <T>(name: string, act: () => Promise<T>): Promise<T> => ('locks' in navigator ? navigator.locks.request(name, act) : act());

let failures = 0;
/** Whose words may be sent now. */
let watched: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Send what waits, one after the other; one flush at a time over all tabs. A second one waits, for what came meanwhile. */
export async function flush(account: string): Promise<void> {
  await recount(account);
  if (account !== watched) return;
  clearTimeout(timer);
  if ((waiting.peek() ?? 0) > troubles.peek().length) {
    await inTurn(`halfhour.${account}`, async () => {
      sending.value = true;
      try {
        // another person may have signed in, in another tab: these words are not theirs
        if ((await request('GET', '/api/v1/session')).id !== account) return;
        for (const doc of await unsentDocs(account)) if (!doc.problem) await sendDoc(account, doc.id);
        for (const call of await all<Call>(account, 'outbox')) if (!call.problem) await sendCall(account, call);
        failures = 0;
      } catch {
        failures += 1;
        flushSoon(account, Math.min(60_000, 1_000 * 2 ** failures));
      } finally {
        sending.value = false;
      }
    });
  }
  await recount(account);
}

/** After a pause in the typing, or after a failure. */
export function flushSoon(account: string, wait = 1_500): void {
  clearTimeout(timer);
  timer = setTimeout(() => void flush(account), wait);
}

/** Keep trying for as long as this person is signed in: at the start, when the network is back, when the tab is looked at again. */
export function watch(account: string): () => void {
  watched = account;
  const now = () => {
    if (document.visibilityState === 'visible') void flush(account);
  };
  addEventListener('focus', now);
  document.addEventListener('visibilitychange', now);
  const often = setInterval(now, 30_000);
  const stop = effect(() => {
    if (online.value) void flush(account);
  });
  return () => {
    stop();
    watched = undefined;
    clearInterval(often);
    clearTimeout(timer);
    removeEventListener('focus', now);
    document.removeEventListener('visibilitychange', now);
  };
}
