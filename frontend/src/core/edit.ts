import { signal } from '@preact/signals';
import { ApiError } from './problem.ts';

type Values = Record<string, unknown>;

/** Two versions of the same thing, for ConflictDialog. `settle` gets the values to keep, or null to leave it be. */
export interface Conflict {
  title: string;
  fields: { name: string; label: string; mine: unknown; theirs: unknown; words?: (value: unknown) => string | null | undefined }[];
  settle: (choice: Values | null) => void;
}

export const conflict = signal<Conflict | null>(null);

export interface SaveEdit<T extends { version: number }> {
  /** what the person started from */
  base: T;
  /** what they changed: the second argument of the form's `submit` */
  changes: Partial<T>;
  /** sends a merge patch with If-Match of `version` */
  send: (changes: Partial<T>, version: number) => Promise<T>;
  /** reads it as it is now */
  reload: () => Promise<T>;
  /** what to call it: "Ann Lee" */
  title: string;
  /** how a field is called on screen; its name otherwise */
  labels?: Partial<Record<keyof T & string, string>>;
  /** what was sent before and never answered: found on the server, it is no stranger's */
  sent?: Partial<T>[];
  /** what a value is called where it does not tell by itself, such as an id; undefined: it does */
  words?: (name: keyof T & string, value: unknown) => string | null | undefined;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Save a change over the version it was made from. When somebody (or another tab) was quicker, changes to other fields
 * are simply put together; where both changed the same field the person sees both and chooses. null: they let it be.
 */
export async function saveEdit<T extends { version: number }>(edit: SaveEdit<T>): Promise<T | null> {
  let { base, changes } = edit;
  for (;;) {
    try {
      return await edit.send(changes, base.version);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 412) throw error;
    }
    const theirs = await edit.reload();
    const disputed = (Object.keys(changes) as (keyof T & string)[]).filter(
      name => ![base, changes, ...(edit.sent ?? [])].some(one => name in one && same(theirs[name], one[name])),
    );
    if (disputed.length) {
      const chosen = await ask(edit, disputed, changes, theirs);
      if (!chosen) return null;
      changes = { ...changes, ...chosen };
    }
    base = theirs;
  }
}

function ask<T extends { version: number }>(edit: SaveEdit<T>, names: (keyof T & string)[], mine: Partial<T>, theirs: T): Promise<Partial<T> | null> {
  return new Promise(resolve => {
    conflict.value = {
      title: edit.title,
      fields: names.map(name => ({
        name,
        label: edit.labels?.[name] ?? name.replaceAll('_', ' '),
        mine: mine[name],
        theirs: theirs[name],
        ...(edit.words && { words: (value: unknown) => edit.words?.(name, value) }),
      })),
      settle: choice => {
        conflict.value = null;
        resolve(choice as Partial<T> | null);
      },
    };
  });
}
