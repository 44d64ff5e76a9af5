import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { dropDraft, readDraft, writeDraft } from './draft.ts';
import { ApiError, sayError } from './problem.ts';

type Values = object;
type Errors = Record<string, string>;

export interface FormOptions<T extends Values, R> {
  initial: T;
  /** sends it; `changes` is only what differs from `initial`. What it throws is put on the fields it names, the rest above the form */
  submit: (values: T, changes: Partial<T>) => Promise<R>;
  /** after the server has it */
  done?: (answer: R) => void;
  /** what can be said without asking the server: `{ name: 'Give the person a name.' }` */
  check?: (values: T) => Partial<Record<keyof T & string, string>>;
  /** keeps what is typed on this device under this name until it is sent: for anything longer than a line */
  draft?: string;
  /** hears of each change as it is made, before anything is painted: whoever keeps drafts of their own form does it here */
  changed?: (values: T) => void;
}

export interface FormField<V> {
  name: string;
  value: V;
  onChange: (value: V) => void;
  error: string | undefined;
}

export interface FormState<T extends Values> {
  values: T;
  errors: Errors;
  /** what went wrong and belongs to no field */
  problem: string | undefined;
  busy: boolean;
  changed: boolean;
  set: (part: Partial<T>) => void;
  field: <K extends keyof T & string>(name: K) => FormField<T[K]>;
  /** only what differs from `initial`: the body of a merge patch */
  changes: () => Partial<T>;
  submit: () => Promise<boolean>;
  reset: (values?: T) => void;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The state of one form. Render it with <Form form={form}>; give each input `{...form.field('name')}`. */
export function useForm<T extends Values, R = unknown>(options: FormOptions<T, R>): FormState<T> {
  const { draft } = options;
  const start = useRef(options.initial);
  const values = useSignal<T>(start.current);
  const errors = useSignal<Errors>({});
  const problem = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);

  useEffect(() => {
    const kept = draft && readDraft<Partial<T>>(draft);
    if (kept) values.value = { ...values.peek(), ...kept };
  }, [draft]);

  const changes = () => {
    const now = values.peek();
    const names = Object.keys(now) as (keyof T)[];
    return Object.fromEntries(names.filter(name => !same(now[name], start.current[name])).map(name => [name, now[name]])) as Partial<T>;
  };

  const set = (part: Partial<T>) => {
    values.value = { ...values.peek(), ...part };
    const touched = Object.keys(part);
    // a field that is being mended stops complaining
    if (touched.some(name => name in errors.peek())) {
      errors.value = Object.fromEntries(Object.entries(errors.peek()).filter(([name]) => !touched.includes(name)));
    }
    if (draft) writeDraft(draft, changes());
    options.changed?.(values.peek());
  };

  const submit = async () => {
    if (busy.peek()) return false;
    const found = options.check?.(values.peek()) ?? {};
    errors.value = Object.fromEntries(Object.entries(found).filter(([, text]) => text)) as Errors;
    problem.value = undefined;
    if (Object.keys(errors.value).length) return false;
    busy.value = true;
    try {
      const answer = await options.submit(values.peek(), changes());
      if (draft) dropDraft(draft);
      options.done?.(answer);
      return true;
    } catch (error) {
      const fields = error instanceof ApiError ? error.fields : {};
      const known = Object.keys(values.peek());
      const mine = Object.entries(fields).map(([path, text]) => [known.find(name => path === name || path.startsWith(`${name}/`)) ?? path, text]);
      errors.value = Object.fromEntries(mine.filter(([name]) => known.includes(name as string)));
      const strangers = mine.filter(([name]) => !known.includes(name as string)).map(([, text]) => text);
      problem.value = strangers.length ? strangers.join(' ') : mine.length ? undefined : sayError(error);
      return false;
    } finally {
      busy.value = false;
    }
  };

  return {
    get values() {
      return values.value;
    },
    get errors() {
      return errors.value;
    },
    get problem() {
      return problem.value;
    },
    get busy() {
      return busy.value;
    },
    get changed() {
      return !same(values.value, start.current);
    },
    set,
    field: name => ({
      name,
      value: values.value[name],
      onChange: value => set({ [name]: value } as unknown as Partial<T>),
      error: errors.value[name],
    }),
    changes,
    submit,
    reset: (to = options.initial) => {
      start.current = to;
      values.value = to;
      errors.value = {};
      problem.value = undefined;
      if (draft) dropDraft(draft);
    },
  };
}
