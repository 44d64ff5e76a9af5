import { act } from '../core/act.ts';
import { api, ok, type Schema } from '../core/api.ts';
import { applyEdits, edit, getData, invalidate, setData, useQuery } from '../core/query.ts';

export type Preparation = Schema<'PreparationRead'>;
export type Check = Schema<'ChecklistItemRead'>;
export type Source = Schema<'ResearchSource'>;
export type Suggestion = Schema<'StrikeSuggestion'>;

const key = (talk: string) => ['preparation', talk];

/** All of it in one answer; the questions are put where the agenda is read, unless it is there already. */
export const usePreparation = (talk: string) =>
  useQuery<Preparation>(key(talk), async abort => {
    const all = await ok(api.GET('/api/v1/interviews/{interview_id}/preparation', { params: { path: { interview_id: talk } }, signal: abort }));
    if (!getData(['agenda', talk])) setData(['agenda', talk], all.agenda);
    return all;
  });

const put = (talk: string, change: (items: Check[]) => Check[]) => edit<Preparation>(key(talk), all => ({ ...all, checklist: change(all.checklist) }));
const replaced = (one: Check) => (items: Check[]) => items.map(item => (item.id === one.id ? one : item));
const at = (item: Pick<Check, 'id' | 'interview_id'>) => ({ interview_id: item.interview_id, check_id: item.id });

type Changes = Schema<'ChecklistItemUpdate'>;

// a tick needs no version: whoever ticks on two devices at once finds it ticked
const ANY = { 'If-Match': '*' };

/** Tick it, or set it aside: shown at once. */
export const changeCheck = (item: Check, { done, ...more }: Changes, said?: string) => {
  const shown = { ...item, ...more, ...(done !== undefined && { done_at: done ? new Date().toISOString() : null }) } as Check;
  const send = async (body: Changes) => {
    const saved = await ok(api.PATCH('/api/v1/interviews/{interview_id}/preparation/checklist/{check_id}', { params: { path: at(item), header: ANY }, body }));
    applyEdits([put(item.interview_id, replaced(saved))]);
    return saved;
  };
  return act({
    edits: [put(item.interview_id, replaced(shown))],
    send: () => send({ ...more, ...(done !== undefined && { done }) }),
    ...(said && { said, undo: () => send({ needed: true }) }),
  });
};

export async function addCheck(talk: string, text: string): Promise<void> {
  const made = await ok(api.POST('/api/v1/interviews/{interview_id}/preparation/checklist', { params: { path: { interview_id: talk } }, body: { text } }));
  applyEdits([put(talk, items => [...items, made])]);
}

export const removeCheck = (item: Check) =>
  act({
    edits: [put(item.interview_id, items => items.filter(one => one.id !== item.id))],
    send: async () => {
      await ok(api.DELETE('/api/v1/interviews/{interview_id}/preparation/checklist/{check_id}', { params: { path: at(item), header: ANY } }));
      return true;
    },
    refresh: [key(item.interview_id)],
    said: 'It is off your checklist',
    undo: () => ok(api.POST('/api/v1/interviews/{interview_id}/preparation/checklist/{check_id}/restore', { params: { path: at(item) } })),
  });

/** A research note about whom or what one chose; it may answer a question at once. */
export async function writeResearch(talk: string, about: string, body: string): Promise<void> {
  const [name = '', id = ''] = about.split(' ');
  await ok(api.POST('/api/v1/notes', { body: { kind: 'research', body, [name]: id } }));
  invalidate(['notes'], key(talk));
}
