import type { Schema } from '../core/api.ts';
import { all, asked, within } from '../core/offline/db.ts';
import { bring, type Values } from '../core/offline/docs.ts';
import { request, tell, type Call } from '../core/offline/outbox.ts';

export type Talk = Schema<'InterviewRead'>;
export type Person = Schema<'ContactRead'>;
export type Item = Schema<'AgendaItemRead'>;
export type NoteBrief = Schema<'NoteBrief'>;

/** A recording whose parts lie on this device. */
export interface Recording {
  id: string;
  type: string;
  at: number;
}

/** A talk as this device keeps it: what was read of it, and how far one has come in it. */
export interface Kept {
  id: string;
  talk: Talk;
  person: Person | null;
  notes: NoteBrief[];
  /** when it was read */
  at: number;
  startedAt?: number;
  /** it is coming to its end: thanks and names; and then it was closed */
  ending?: boolean;
  closed?: true;
  /** the question in view */
  here?: string;
  recordings?: Recording[];
  /** what is filled in of the close */
  closing?: Values;
}

export const agendaOf = (talk: string) => `/api/v1/interviews/${talk}/agenda`;
export const NOTES = '/api/v1/notes';

/** Change what is kept of a talk, in one transaction. */
export const keep = (account: string, id: string, change: (kept: Kept) => Kept): Promise<Kept | undefined> =>
  within(account, ['kept'], async store => {
    const found = await asked<Kept | undefined>(store('kept').get(id));
    const now = found && change(found);
    if (now) store('kept').put(now);
    return now;
  });

const list = async <T>(path: string): Promise<T[]> => ((await request('GET', path)) as { items: T[] }).items;

/** Read all that a talk needs, for when there is no network. `ahead`: only if it may still come about. */
export async function prepare(account: string, id: string, ahead = false): Promise<void> {
  const talk = (await request('GET', `/api/v1/interviews/${id}`)) as Talk;
  if (ahead && !/planned|requested|scheduled/.test(talk.state)) return;
  const [agenda, person, notes, about] = await Promise.all([
    list<Item>(agendaOf(id)),
    request('GET', `/api/v1/contacts/${talk.contact_id}`).catch(() => null) as Promise<Person | null>,
    list<NoteBrief>(`${NOTES}?interview_id=${id}&limit=20`),
    list<NoteBrief>(`${NOTES}?contact_id=${talk.contact_id}&limit=20`),
  ]);
  await bring(account, id, agendaOf(id), agenda);
  await within(account, ['kept', 'outbox'], async store => {
    const found = await asked<Kept | undefined>(store('kept').get(id));
    // what was said of the talk here and is not sent yet stands
    const said = found && (await asked<Call[]>(store('outbox').getAll())).some(call => call.of === id);
    store('kept').put({ ...found, id, talk: said ? found.talk : talk, person, notes: [...notes, ...about], at: Date.now() });
  });
  tell(id);
}

const DAYS = 4;
const FRESH = 10 * 60_000; // ms: a copy younger than this is not read again by itself

/** The talks of the next days, made ready for a café without a network. */
export async function prepareNext(account: string): Promise<void> {
  const span = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const talks = await list<Talk>(`/api/v1/interviews?state=scheduled&sort=starts_at&limit=3&from=${span(-0.25)}&to=${span(DAYS)}`);
  const known = new Map((await all<Kept>(account, 'kept')).map(kept => [kept.id, kept.at]));
  for (const { id } of talks) if (Date.now() - (known.get(id) ?? 0) > FRESH) await prepare(account, id);
  if (talks.length) void navigator.storage?.persist?.();
}

const OLD = 14 * 86_400_000; // ms

/** Forget the copies of talks that are over, once nothing of theirs waits to be sent. */
export const tidy = (account: string): Promise<void> =>
  within(account, ['kept', 'docs', 'outbox'], async store => {
    const waiting = new Set((await asked<Call[]>(store('outbox').getAll())).map(call => call.of));
    for (const { id, talk, at, recordings } of await asked<Kept[]>(store('kept').getAll())) {
      const docs = await asked<{ id: string; unsent?: 1 }[]>(store('docs').index('of').getAll(id));
      const over = talk.wrapped_up_at !== null || Date.now() - at > OLD;
      if (!over || waiting.has(id) || recordings?.length || docs.some(doc => doc.unsent)) continue;
      store('kept').delete(id);
      for (const doc of docs) store('docs').delete(doc.id);
    }
  });
