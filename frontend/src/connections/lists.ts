import { edit, type Edit, type Key } from '../core/query.ts';

interface List<T> {
  items: T[];
}

const all = <T>(key: Key, change: (items: T[]) => T[]): Edit => edit<List<T>>(key, list => (list?.items ? { ...list, items: change(list.items) } : list));

/** A list that one has gone from. */
export const without = (key: Key, id: string): Edit => all<{ id: string }>(key, items => items.filter(one => one.id !== id));

/** A list in which one is as it will be. */
export const replaced = <T extends { id: string }>(key: Key, after: T): Edit => all<T>(key, items => items.map(one => (one.id === after.id ? after : one)));
