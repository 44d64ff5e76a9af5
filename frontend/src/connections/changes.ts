import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { edit, useQuery } from '../core/query.ts';

// What was changed in a calendar or address book. Apart from the rest, because the page of a talk needs it and no more.

export type Change = Schema<'ConnectionChangeRead'>;
export type About = { connection_id: string } | { interview_id: string };

export const useChanges = (more: About) =>
  useQuery(['connection-changes', more], signal => ok(api.GET('/api/v1/connection-changes', { params: { query: { ...more, state: 'open', limit: 100 } }, signal })));

const ANSWERS = {
  accept: '/api/v1/connection-changes/{change_id}/accept',
  dismiss: '/api/v1/connection-changes/{change_id}/dismiss',
} as const;

/** What comes of it may be seen on any page that shows talks or people. */
export const answer = (one: Change, how: keyof typeof ANSWERS) =>
  act({
    send: () => ok(api.POST(ANSWERS[how], { params: { path: { change_id: one.id }, header: ifMatch(one) } })),
    edits: [edit<{ items: Change[] }>(['connection-changes'], list => ({ ...list, items: list.items.filter(({ id }) => id !== one.id) }))],
    refresh: [['connections'], ['connection-changes'], ['interviews'], ['interview'], ['contacts'], ['contact'], ['today']],
    said: how === 'accept' ? 'Taken over' : 'It stays as it is here',
  });
