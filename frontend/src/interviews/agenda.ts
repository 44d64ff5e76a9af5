import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { act } from '../core/act.ts';
import { saveEdit } from '../core/edit.ts';
import { ApiError, sayError } from '../core/problem.ts';
import { applyEdits, edit, getData, invalidate, setData, useQuery } from '../core/query.ts';
import { toast } from '../core/ui/Toast.tsx';

export type Agenda = Schema<'AgendaRead'>;
export type Item = Schema<'AgendaItemRead'>;
export type Priority = Item['priority'];
export type Question = Schema<'QuestionRead'>;

/** The question that closes a talk, where none of one's own does. */
export const CLOSING = 'Who else should I talk to?';
const CLOSING_MINUTES = 2;

const keyOf = (talk: string) => ['agenda', talk] as const;
const around = (talk: string) => [keyOf(talk), ['interview', talk], ['interviews']];

export const useAgenda = (talk: string) =>
  useQuery<Agenda>(keyOf(talk), abort => ok(api.GET('/api/v1/interviews/{interview_id}/agenda', { params: { path: { interview_id: talk } }, signal: abort })));

// Changes of one agenda are sent one after the other: each starts from the version that the former left.
const turns = new Map<string, Promise<unknown>>();

function inTurn<T>(talk: string, work: () => Promise<T>): Promise<T> {
  const mine = (turns.get(talk) ?? Promise.resolve()).then(work, work);
  turns.set(talk, mine.catch(() => undefined)); // the next one begins whatever became of this
  return mine;
}

const put = (talk: string, change: (agenda: Agenda) => Agenda) => applyEdits([edit<Agenda>(keyOf(talk), change)]);
// what the server last said of an item's version: a second change must not wait until the list was read again
const versions = new Map<string, number>();
const latest = (item: Item) => ({ ...item, version: Math.max(item.version, versions.get(item.id) ?? 0) });
const replaced = (items: readonly Item[], item: Item) => items.map(one => (one.id === item.id ? item : one));

/** Show the questions in another order, and have the server keep it. */
export async function arrange(talk: string, items: Item[]): Promise<void> {
  const takeBack = put(talk, agenda => ({ ...agenda, items }));
  try {
    await inTurn(talk, async () => {
      const version = getData<Agenda>(keyOf(talk))?.version ?? 0;
      const answer = await ok(
        api.PUT('/api/v1/interviews/{interview_id}/agenda/order', {
          params: { path: { interview_id: talk }, header: ifMatch({ version }) },
          body: { item_ids: items.map(item => item.id) },
        }),
      );
      // only the version: the order on the screen may be newer than this answer
      put(talk, agenda => ({ ...agenda, version: answer.version }));
    });
  } catch (error) {
    takeBack();
    invalidate(keyOf(talk));
    const changed = error instanceof ApiError && (error.status === 412 || error.status === 422);
    toast(changed ? 'The list was changed somewhere else. This is how it is now.' : sayError(error), { kind: 'problem' });
  }
}

export type ItemChange = Schema<'AgendaItemUpdate'>;

const send = (item: Item, changes: ItemChange) =>
  inTurn(item.interview_id, async () => {
    const path = { interview_id: item.interview_id, item_id: item.id };
    const saved = await saveEdit<Item>({
      base: latest(item),
      changes: changes as Partial<Item>,
      title: item.text,
      labels: { text: 'The question', answer: 'The answer', planned_minutes: 'Minutes' },
      reload: () => ok(api.GET('/api/v1/interviews/{interview_id}/agenda/{item_id}', { params: { path } })),
      send: (body, version) => ok(api.PATCH('/api/v1/interviews/{interview_id}/agenda/{item_id}', { params: { path, header: ifMatch({ version }) }, body: body as ItemChange })),
    });
    if (saved) {
      versions.set(saved.id, saved.version);
      put(item.interview_id, agenda => ({ ...agenda, items: replaced(agenda.items, saved) }));
    }
    return saved;
  });

/** Weigh a question, give it minutes, skip it: shown at once. `said` tells it with an undo. */
export const changeItem = (item: Item, changes: ItemChange, said?: string) => {
  const before = Object.fromEntries(Object.keys(changes).map(name => [name, item[name as keyof Item]])) as ItemChange;
  return act({
    // the version stays as it was: what the server holds is what the next change starts from
    edits: [edit<Agenda>(keyOf(item.interview_id), agenda => ({ ...agenda, items: replaced(agenda.items, { ...item, ...changes } as Item) }))],
    send: () => send(item, changes),
    refresh: around(item.interview_id),
    ...(said && { said, undo: () => send(item, before) }),
  });
};

/** Struck off: research answers it, and it was not asked after all. */
export const isStruck = (item: Item): boolean => item.researched && item.state === 'open';

/** Strike a question off, with what research says to it; or take it back, without that. */
export const strike = (item: Item, said = '') =>
  item.researched
    ? changeItem(item, { researched: false, ...(item.state === 'open' && { answer: '' }) }, 'The question is back on the list')
    : changeItem(item, { researched: true, ...(said && !item.answer && { answer: said }) }, 'The question is struck off');

/** Save what was written in a form: refusals are the form's to show. */
export async function writeItem(item: Item, changes: ItemChange): Promise<Item | null> {
  const saved = await send(item, changes);
  invalidate(...around(item.interview_id));
  return saved;
}

export async function addItem(talk: string, body: Partial<Schema<'AgendaItemCreate'>>): Promise<Item> {
  const item = await inTurn(talk, () =>
    ok(api.POST('/api/v1/interviews/{interview_id}/agenda', { params: { path: { interview_id: talk } }, body: body as Schema<'AgendaItemCreate'> })),
  );
  put(talk, agenda => ({ ...agenda, items: [...agenda.items, item] }));
  invalidate(...around(talk));
  return item;
}

export const addClosing = (talk: string) => act({ send: () => addItem(talk, { text: CLOSING, planned_minutes: CLOSING_MINUTES }), said: 'Your talk closes with whom to meet next' });

export async function addFromBank(talk: string, questions: readonly string[], priority: Priority): Promise<Agenda> {
  const agenda = await inTurn(talk, () =>
    ok(
      api.POST('/api/v1/interviews/{interview_id}/agenda/from-bank', {
        params: { path: { interview_id: talk } },
        body: { question_ids: [...questions], priority },
      }),
    ),
  );
  setData(keyOf(talk), agenda);
  invalidate(['interview', talk], ['interviews']);
  return agenda;
}

export const removeItem = (item: Item) => {
  const path = { interview_id: item.interview_id, item_id: item.id };
  return act({
    edits: [edit<Agenda>(keyOf(item.interview_id), agenda => ({ ...agenda, items: agenda.items.filter(one => one.id !== item.id) }))],
    send: () =>
      inTurn(item.interview_id, async () => {
        await ok(api.DELETE('/api/v1/interviews/{interview_id}/agenda/{item_id}', { params: { path, header: ifMatch(latest(item)) } }));
        return true;
      }),
    refresh: around(item.interview_id),
    said: 'The question is off the list',
    undo: () => ok(api.POST('/api/v1/interviews/{interview_id}/agenda/{item_id}/restore', { params: { path } })),
  });
};
