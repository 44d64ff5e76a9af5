import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { useQuery } from '../core/query.ts';

export type Invitation = Schema<'TalkInvitationRead'>;

const keyOf = (id: string) => ['invitation', id];
const at = (id: string) => ({ path: { interview_id: id } });

export const useInvitation = (id: string) => useQuery(keyOf(id), signal => ok(api.GET('/api/v1/interviews/{interview_id}/invitation', { params: at(id), signal })));

export const usePreview = (id: string, to: string, note: string) =>
  useQuery([...keyOf(id), 'preview', to, note], signal => ok(api.GET('/api/v1/interviews/{interview_id}/invitation/preview', { params: { ...at(id), query: { note, ...(to && { to }) } }, signal })), { keep: true });

export const sendIt = (one: { interview_id: string; version: number }, to: string, note: string) =>
  ok(api.POST('/api/v1/interviews/{interview_id}/invitation', { params: { ...at(one.interview_id), header: ifMatch(one) }, body: { note, ...(to && { to }) } }));

export const bringReply = (id: string, file: File) =>
  act({
    send: () => ok(api.POST('/api/v1/mail/replies', { body: '' as never, bodySerializer: () => file })),
    refresh: [keyOf(id)],
    said: reply => reply.words,
  });

/** What a press of send would be. */
export const NEXT: Record<string, { look: string; title: string; send: string }> = {
  REQUEST: { look: 'Look at the invitation', title: 'The invitation', send: 'Send it' },
  NEWS: { look: 'Tell them of the change', title: 'What they are told', send: 'Tell them' },
  AGAIN: { look: 'Send it again', title: 'The invitation', send: 'Send it again' },
  CANCEL: { look: 'Tell them it is off', title: 'What they are told', send: 'Call it off' },
};

export const nextOf = ({ next_method, is_news, sendings }: Invitation) => next_method && NEXT[next_method === 'REQUEST' && sendings.length ? (is_news ? 'NEWS' : 'AGAIN') : next_method];

export const ANSWERS = { accepted: ['They come', 'pine'], tentative: ['Perhaps', 'amber'], declined: ['They don’t come', 'red'], counter: ['Another time?', 'amber'] } as const;
