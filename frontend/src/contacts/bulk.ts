import { signal } from '@preact/signals';
import { act } from '../core/act.ts';
import { api, ok, type Schema } from '../core/api.ts';
import type { Page } from '../core/pages.ts';
import { edit } from '../core/query.ts';
import { LISTS, TOUCHED } from './api.ts';
import type { Contact, Level, Source } from './contact.ts';

export type Operation = Schema<'ContactBulk'>['operations'][number];

/** What the API takes in one request, all or none. */
export const MOST = 500;

/** A change of many people: what to do to each, what takes it back, and how each looks after it. */
export interface Change {
  does: (one: Contact) => Operation;
  /** null: this one is as it was before */
  undoes: (one: Contact) => Operation | null;
  /** null: no longer on the list */
  shows: (one: Contact) => Contact | null;
}

export const setField = (values: { level: Level | null } | { source: Source | null }): Change => ({
  does: one => ({ op: 'update', id: one.id, changes: values }),
  undoes: one => ({ op: 'update', id: one.id, changes: 'level' in values ? { level: one.level } : { source: one.source } }),
  shows: one => ({ ...one, ...values }),
});

export const retag = (add: string[], remove: string[]): Change => ({
  does: one => ({ op: 'tag', id: one.id, add, remove }),
  undoes: one => {
    const came = add.filter(tag => !one.tags.includes(tag));
    const went = remove.filter(tag => one.tags.includes(tag));
    return came.length || went.length ? { op: 'tag', id: one.id, add: went, remove: came } : null;
  },
  shows: one => ({ ...one, tags: [...new Set([...one.tags, ...add])].filter(tag => !remove.includes(tag)) }),
});

export const REMOVE: Change = {
  does: one => ({ op: 'delete', id: one.id }),
  undoes: one => ({ op: 'restore', id: one.id }),
  shows: () => null,
};

/** How far a change of very many has come. */
export const progress = signal<{ done: number; total: number } | null>(null);

/** Sends operations in parts of what one request takes. Called again after a refusal it goes on with the part refused. */
export function inParts(operations: readonly Operation[], send: (part: Operation[]) => Promise<unknown>): () => Promise<number> {
  let done = 0;
  return async () => {
    try {
      while (done < operations.length) {
        if (operations.length > MOST) progress.value = { done, total: operations.length };
        const part = operations.slice(done, done + MOST);
        await send(part);
        done += part.length;
      }
    } finally {
      progress.value = null;
    }
    return done;
  };
}

const post = (operations: Operation[]) => ok(api.POST('/api/v1/contacts/bulk', { body: { operations } }));

/** Change many people at once, with one Undo for all of them. */
export function changeAll(people: readonly Contact[], change: Change, said: string): Promise<number | undefined> {
  const chosen = new Set(people.map(one => one.id));
  const backwards = people.map(change.undoes).filter(operation => operation !== null);
  return act({
    send: inParts(people.map(change.does), post),
    edits: [
      edit<Page<Contact>>(LISTS, page => ({
        ...page,
        items: page.items.flatMap(one => (chosen.has(one.id) ? (change.shows(one) ?? []) : one)),
      })),
    ],
    refresh: TOUCHED,
    said,
    undo: () => inParts(backwards, post)(),
  });
}
