import { signal } from '@preact/signals';
import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { saveEdit } from '../core/edit.ts';
import { usePages, type Page } from '../core/pages.ts';
import { edit, invalidate, setData, useQuery } from '../core/query.ts';
import { asked, type Filters } from './filters.ts';
import type { Talk } from './next.ts';
import type { Move } from './talk.ts';

/** What a change of a talk may have changed elsewhere: lists, the person's stage and timeline. */
export const TOUCHED = [['interviews'], ['contacts'], ['contact'], ['activities']];

export const getTalk = (id: string, abort?: AbortSignal) =>
  ok(api.GET('/api/v1/interviews/{interview_id}', { params: { path: { interview_id: id } }, signal: abort }));

export const useTalk = (id: string) => useQuery<Talk>(['interview', id], abort => getTalk(id, abort));

/** All talks that fit, page after page: a person has dozens, and they are grouped by what is next. */
export const useTalks = (filters: Filters, span?: { from: string; to: string }) =>
  usePages<Talk>(
    ['interviews', 'list', { ...asked(filters), ...span }],
    (cursor, abort) => ok(api.GET('/api/v1/interviews', { params: { query: { ...asked(filters), ...span, limit: 200, cursor } }, signal: abort })),
    { keep: true, all: true },
  );

export const useMoves = (id: string) =>
  usePages<Move>(['moves', id], (cursor, abort) => ok(api.GET('/api/v1/interviews/{interview_id}/moves', { params: { path: { interview_id: id }, query: { limit: 200, cursor } }, signal: abort })), { all: true });

/** Put what the server answered where the screens read it, and have the rest asked again. */
export function heard(talk: Talk): Talk {
  setData(['interview', talk.id], talk);
  invalidate(...TOUCHED, ['moves', talk.id]);
  return talk;
}

export const planTalk = async (body: Schema<'InterviewCreate'>) => heard(await ok(api.POST('/api/v1/interviews', { body })));

export type Details = Schema<'InterviewUpdate'>;

/** Save what was changed of a talk; null: somebody else changed the same, and the person let it be. */
export async function saveTalk(base: Talk, changes: Details): Promise<Talk | null> {
  const saved = await saveEdit<Talk & { career_ids: string[] }>({
    base: withCareers(base),
    changes: changes as Partial<Talk & { career_ids: string[] }>,
    title: `the talk with ${base.contact_name}`,
    labels: { goal: 'What to find out', minutes: 'Length in minutes', career_ids: 'Careers', ask_channel: 'How to ask', meeting_link: 'Link', mode: 'How you talk' },
    reload: async () => withCareers(await getTalk(base.id)),
    send: async (body, version) =>
      withCareers(await ok(api.PATCH('/api/v1/interviews/{interview_id}', { params: { path: { interview_id: base.id }, header: ifMatch({ version }) }, body: body as Details }))),
  });
  return saved && heard(saved);
}

const withCareers = (talk: Talk) => ({ ...talk, career_ids: talk.careers.map(career => career.id) });

export const removeTalk = (talk: Talk) =>
  act({
    send: async () => {
      await ok(api.DELETE('/api/v1/interviews/{interview_id}', { params: { path: { interview_id: talk.id }, header: ifMatch(talk) } }));
      return true;
    },
    edits: [edit<Page<Talk>>(['interviews', 'list'], page => ({ ...page, items: page.items.filter(one => one.id !== talk.id) }))],
    refresh: [...TOUCHED, ['interview', talk.id]],
    said: `The talk with ${talk.contact_name} is in the bin`,
    undo: () => ok(api.POST('/api/v1/interviews/{interview_id}/restore', { params: { path: { interview_id: talk.id } } })),
  });

/** The list as the person last saw it, filters and all: where "Interviews" leads back to. */
export const lastTalks = signal('/interviews');
