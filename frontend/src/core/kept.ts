import { effect, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { dropDraft, readDraft, writeDraft } from './draft.ts';
import { saveEdit } from './edit.ts';
import type { FormField } from './form.ts';
import { online } from './online.ts';
import { ApiError, sayError } from './problem.ts';

export interface KeptOptions<T extends { version: number }> {
  /** as the server has it; a newer one may come at any time */
  record: T;
  /** what to call it, should it have been changed elsewhere */
  title: string;
  labels?: Partial<Record<keyof T & string, string>>;
  /** sends a merge patch with If-Match of `version` */
  send: (changes: Partial<T>, version: number) => Promise<T>;
  reload: () => Promise<T>;
  /** puts what was saved where screens read it */
  done: (saved: T) => void;
  /** the name under which unsent words stay on this device */
  draft: string;
}

export type KeptState = 'saving' | 'saved' | 'unsaved';

export interface Kept<T> {
  /** the record with what was typed over it */
  values: T;
  field: <K extends keyof T & string>(name: K) => FormField<T[K]>;
  /** sends what differs; called when a field is left, or at once by what has no text */
  save: () => Promise<void>;
  /** how one field stands; undefined: as it came */
  stateOf: (name: string) => KeptState | undefined;
  /** how the whole stands */
  state: KeptState | undefined;
  /** why it is not saved, when no field is to blame */
  problem: string | undefined;
}

type Part<T> = Partial<T>;
interface Unsent<T> {
  version: number;
  before: Part<T>;
  typed: Part<T>;
  sent: Part<T>[];
}

/** What a server that trims and composes makes of a text does not count as a change. */
function plain(value: unknown): string {
  const text = typeof value === 'string' ? value.normalize().trim() : value;
  return JSON.stringify(text === '' ? null : text);
}

const isIn = (name: string) => (document.activeElement as HTMLInputElement | null)?.name === name;
const pick = <T extends object>(of: T, names: string[]): Part<T> => Object.fromEntries(names.map(name => [name, of[name as keyof T]])) as Part<T>;

/**
 * A record that is saved field by field as one leaves them, without a button. What is not saved yet stays on this device
 * and is sent when the network is back, the page is left, or it is opened again. Render each input in <Keep>.
 */
export function useKept<T extends { version: number }>(options: KeptOptions<T>): Kept<T> {
  const now = useRef(options);
  now.current = options;
  const typed = useSignal<Part<T>>({});
  const errors = useSignal<Record<string, string>>({});
  const states = useSignal<Record<string, KeptState>>({});
  const state = useSignal<KeptState | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  // what the person saw when they began: a newer record must not hide that somebody else changed the same words
  const base = useRef<T>(options.record);
  // sent, and not answered: the server may have it or not
  const sent = useRef<Part<T>[]>([]);
  const running = useRef<Promise<void> | undefined>(undefined);
  const names = () => Object.keys(typed.peek());
  if (!names().length && !running.current) base.current = options.record;

  const remember = () => {
    const { draft } = now.current;
    if (!names().length) return dropDraft(draft);
    const unsent: Unsent<T> = { version: base.current.version, before: pick(base.current, names()), typed: typed.peek(), sent: sent.current };
    return writeDraft(draft, unsent);
  };
  // the field one is in shows what was typed, to the letter: a blank at its end may be the start of a word
  const forget = (settled: Part<T>) => {
    const mine = typed.peek();
    const asTyped = (name: keyof T & string) => isIn(name) && mine[name] !== base.current[name];
    typed.value = pick(mine, names().filter(name => !(name in settled) || plain(mine[name as keyof T]) !== plain(settled[name as keyof T]) || asTyped(name as keyof T & string)));
  };
  const mark = (which: string[], as: KeptState) => {
    states.value = { ...states.peek(), ...Object.fromEntries(which.map(name => [name, as])) };
    state.value = as;
  };

  const send = async () => {
    const { title, labels, reload } = now.current;
    const changes = Object.fromEntries(Object.entries(typed.peek()).filter(([name, value]) => plain(value) !== plain(base.current[name as keyof T]))) as Part<T>;
    const which = Object.keys(changes);
    if (!which.length) {
      forget(typed.peek());
      remember();
      return;
    }
    const before = sent.current;
    sent.current = [...before, changes].slice(-5);
    remember();
    mark(which, 'saving');
    problem.value = undefined;
    try {
      const saved = await saveEdit<T>({ base: base.current, changes, sent: before, title, ...(labels && { labels }), reload, send: now.current.send });
      if (!saved) {
        mark(which, 'unsaved'); // they went back to their words; leaving the field again asks again
        return;
      }
      base.current = saved;
      sent.current = [];
      forget(changes);
      errors.value = Object.fromEntries(Object.entries(errors.peek()).filter(([name]) => !which.includes(name)));
      now.current.done(saved);
      mark(which, 'saved');
    } catch (error) {
      // signed out: what was typed is on this device already, or was dropped with everything else of theirs
      if (error instanceof ApiError && error.status === 401) return;
      const fields = error instanceof ApiError ? Object.entries(error.fields) : [];
      errors.value = Object.fromEntries(fields.map(([path, text]) => [path.split('/')[0] as string, text]));
      problem.value = fields.length ? undefined : sayError(error);
      mark(which, 'unsaved');
    }
    remember();
  };

  const save = (): Promise<void> => {
    const before = running.current;
    if (before) return before.then(() => (names().length && state.peek() === 'saved' ? save() : undefined));
    const mine = send().finally(() => {
      running.current = undefined;
    });
    running.current = mine;
    return mine;
  };

  useEffect(() => {
    const unsent = readDraft<Unsent<T>>(now.current.draft);
    if (unsent?.typed && unsent.before) {
      base.current = { ...now.current.record, ...unsent.before, version: unsent.version };
      typed.value = unsent.typed;
      sent.current = unsent.sent ?? [];
      void save();
    }
    const stop = effect(() => {
      if (online.value && state.peek() === 'unsaved' && problem.peek()) void save();
    });
    return () => {
      stop();
      if (names().length) void save();
    };
  }, []);

  return {
    get values() {
      return { ...now.current.record, ...typed.value };
    },
    field: name => ({
      name,
      value: (typed.value[name] ?? now.current.record[name]) as T[typeof name],
      onChange: value => {
        typed.value = { ...typed.peek(), [name]: value };
        if (name in errors.peek()) errors.value = Object.fromEntries(Object.entries(errors.peek()).filter(([other]) => other !== name));
        remember();
      },
      error: errors.value[name],
    }),
    save,
    stateOf: name => states.value[name],
    get state() {
      return state.value;
    },
    get problem() {
      return problem.value;
    },
  };
}
