import { batch, effect, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { online } from './online.ts';
import { ApiError } from './problem.ts';

/** What names an answer: the resource first, then what narrows it: `['contacts', { q: 'ann' }]`, `['contact', id]`. */
export type Key = readonly unknown[];
/** Fetches the answer; `show` puts a part of it on screen while the rest is still coming. */
export type Load<T> = (abort: AbortSignal, show: (part: T) => void) => Promise<T>;

const STALE_AFTER = 30_000; // ms: younger answers are shown without asking again
const FORGET_AFTER = 300_000; // ms without a reader

/** One cached answer. Screens read it through useQuery; everything here happens to the cache as a whole. */
class Entry<T> {
  readonly data = signal<T | undefined>(undefined);
  readonly error = signal<Error | undefined>(undefined);
  readonly busy = signal(false);
  readonly key: Key;
  load: Load<T> | undefined;
  readers = 0;
  /** performance.now() of the last answer; 0 means: ask at the next chance */
  at = 0;
  left = 0;
  private abort: AbortController | undefined;

  constructor(key: Key) {
    this.key = key;
  }

  get stale(): boolean {
    return this.at === 0 || performance.now() - this.at > STALE_AFTER;
  }

  /** Drop the answer under way: it would undo a change just made. */
  cancel(): void {
    this.abort?.abort();
    this.abort = undefined;
    this.busy.value = false;
  }

  async run(): Promise<void> {
    if (!this.load || this.abort) return;
    const abort = (this.abort = new AbortController());
    this.busy.value = true;
    try {
      const data = await this.attempt(abort.signal);
      if (this.abort !== abort) return;
      batch(() => {
        this.data.value = data;
        this.error.value = undefined;
      });
      this.at = performance.now();
    } catch (error) {
      if (this.abort === abort) this.error.value = error as Error;
    } finally {
      if (this.abort === abort) {
        this.abort = undefined;
        this.busy.value = false;
      }
    }
  }

  /** Reading may be repeated without harm: one more try when nobody answered or the server stumbled. */
  private async attempt(signal: AbortSignal): Promise<T> {
    const load = this.load as Load<T>;
    const show = (part: T) => {
      if (!signal.aborted) this.data.value = part;
    };
    try {
      return await load(signal, show);
    } catch (error) {
      if (signal.aborted || (error instanceof ApiError && error.status < 500)) throw error;
      await new Promise(resume => setTimeout(resume, 600));
      if (signal.aborted) throw error;
      return load(signal, show);
    }
  }
}

const entries = new Map<string, Entry<unknown>>();

function entryOf<T>(key: Key): Entry<T> {
  const text = JSON.stringify(key);
  const found = entries.get(text) ?? new Entry<unknown>(key);
  entries.set(text, found);
  return found as Entry<T>;
}

function* under(prefix: Key): Generator<Entry<unknown>> {
  for (const entry of entries.values()) {
    if (prefix.every((part, place) => JSON.stringify(part) === JSON.stringify(entry.key[place]))) yield entry;
  }
}

export interface Query<T> {
  /** undefined until the first answer */
  data: T | undefined;
  error: Error | undefined;
  /** no data and no error yet: show a skeleton */
  loading: boolean;
  /** an answer is under way, also behind data that is shown */
  busy: boolean;
  reload: () => void;
}

export interface QueryOptions {
  /** show the former key's data until the new one answers: for lists filtered as one types */
  keep?: boolean;
}

/**
 * Read something from the server and stay up to date: the cached answer at once, asked again when older than 30 s,
 * on focus and when the network returns. A null key asks nothing.
 */
export function useQuery<T>(key: Key | null, load: Load<T>, options: QueryOptions = {}): Query<T> {
  const text = JSON.stringify(key);
  const entry = key ? entryOf<T>(key) : undefined;
  if (entry) entry.load = load;
  const former = useRef<T | undefined>(undefined);
  useEffect(() => {
    if (!entry) return undefined;
    entry.readers += 1;
    if (entry.stale) void entry.run();
    return () => {
      entry.readers -= 1;
      entry.left = performance.now();
      forget();
    };
  }, [text]);
  const fresh = entry?.data.value;
  if (fresh !== undefined) former.current = fresh;
  const data = fresh ?? (options.keep ? former.current : undefined);
  const error = entry?.error.value;
  return {
    data,
    error,
    loading: entry !== undefined && data === undefined && !error,
    busy: entry?.busy.value ?? false,
    reload: () => void entry?.run(),
  };
}

/** Fill the cache before anyone reads it, for instance when a link is pointed at. */
export function prefetch<T>(key: Key, load: Load<T>): void {
  const entry = entryOf<T>(key);
  entry.load ??= load;
  if (entry.stale) void entry.run();
}

export function getData<T>(key: Key): T | undefined {
  return entries.get(JSON.stringify(key))?.data.peek() as T | undefined;
}

/** Put an answer that we already hold, such as the item a PATCH gave back. */
export function setData<T>(key: Key, data: T): void {
  const entry = entryOf<T>(key);
  entry.cancel();
  entry.data.value = data;
  entry.error.value = undefined;
  entry.at = performance.now();
}

/** Everything under these prefixes may have changed: what is on screen is asked again, the rest when next read. */
export function invalidate(...prefixes: Key[]): void {
  for (const prefix of prefixes) {
    for (const entry of under(prefix)) {
      entry.cancel();
      entry.at = 0;
      if (entry.readers > 0) void entry.run();
    }
  }
}

/** Forget everything, for instance when somebody signs out. */
export function clearQueries(): void {
  for (const entry of entries.values()) {
    entry.cancel();
    entry.data.value = undefined;
    entry.at = 0;
  }
  for (const [text, entry] of entries) if (entry.readers === 0) entries.delete(text);
}

/** A change shown before the server has agreed: `edit(['contacts'], page => without(page, id))`. */
export interface Edit {
  prefix: Key;
  change: (data: never) => unknown;
}

export function edit<T>(prefix: Key, change: (data: T) => T): Edit {
  return { prefix, change: change as Edit['change'] };
}

/** Make the edits now; the function given back takes them away again, where nothing newer has come. */
export function applyEdits(edits: Edit[]): () => void {
  const undo: (() => void)[] = [];
  batch(() => {
    for (const { prefix, change } of edits) {
      for (const entry of under(prefix)) {
        const before = entry.data.peek();
        if (before === undefined) continue;
        entry.cancel();
        const after = (entry.data.value = change(before as never));
        undo.push(() => {
          if (entry.data.peek() === after) entry.data.value = before;
          else entry.at = 0;
        });
      }
    }
  });
  return () => batch(() => undo.reverse().forEach(step => step()));
}

function forget(): void {
  const now = performance.now();
  for (const [text, entry] of entries) {
    if (entry.readers === 0 && now - Math.max(entry.left, entry.at) > FORGET_AFTER) entries.delete(text);
  }
}

function refreshStale(): void {
  for (const entry of entries.values()) {
    if (entry.readers > 0 && (entry.stale || entry.error.peek())) void entry.run();
  }
}

addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') refreshStale();
});
let wasOnline = true;
effect(() => {
  const now = online.value;
  if (now && !wasOnline) refreshStale();
  wasOnline = now;
});
