import { act } from '../core/act.ts';
import { api, ifMatch, ok } from '../core/api.ts';
import { useQuery } from '../core/query.ts';

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
