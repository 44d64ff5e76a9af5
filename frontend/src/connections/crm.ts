import { act, actLater } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { useQuery } from '../core/query.ts';
import { ApiError } from '../core/problem.ts';
import { howOf, type How } from './how.ts';
import { replaced, without } from './lists.ts';

export type Crm = Schema<'CrmConnectionRead'>;
export type Field = Crm['mapping'][number];
export type Preview = Schema<'CrmPreviewRead'>;
export type Chosen = Schema<'CrmContactBrief'>;

const LIST = ['crm'];
const EACH = '/api/v1/crm/connections/{crm_connection_id}';

export const useCrms = () => useQuery(LIST, signal => ok(api.GET('/api/v1/crm/connections', { params: { query: { limit: 100 } }, signal })));

const at = ({ id }: Crm) => ({ path: { crm_connection_id: id } });

export const useChosen = (one: Crm) => useQuery([...LIST, one.id, 'people'], signal => ok(api.GET(`${EACH}/contacts`, { params: { ...at(one), query: { limit: 200 } }, signal })));

/** What a push would do; null before anything was compared. */
export const usePreview = (one: Crm) =>
  useQuery<Preview | null>([...LIST, one.id, 'preview'], async signal => {
    try {
      return await ok(api.GET(`${EACH}/preview`, { params: at(one), signal }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  });

export const addCrm = (body: Schema<'CrmConnectionCreate'>) => ok(api.POST('/api/v1/crm/connections', { body }));

export const changeCrm = (one: Crm, body: Schema<'CrmConnectionUpdate'>) => ok(api.PATCH(EACH, { params: { ...at(one), header: ifMatch(one) }, body }));

export const setWhat = (one: Crm, body: Schema<'CrmConnectionUpdate'>) =>
  act({ send: () => changeCrm(one, body), edits: [replaced(LIST, { ...one, ...body } as Crm)], refresh: [LIST] });

export const compare = (one: Crm) => act({ send: () => ok(api.POST(`${EACH}/preview`, { params: at(one) })), refresh: [LIST] });
export const push = (one: Crm) => act({ send: () => ok(api.POST(`${EACH}/push`, { params: at(one) })), refresh: [LIST], said: 'It is on its way' });
export const check = (one: Crm) => act({ send: () => ok(api.POST(`${EACH}/check`, { params: at(one) })), refresh: [LIST] });

const person = (one: Crm, contact_id: string) => ({ path: { ...at(one).path, contact_id } });
const choose = (one: Crm, id: string) => ok(api.PUT(`${EACH}/contacts/{contact_id}`, { params: person(one, id) }));

export const choosePerson = (one: Crm, id: string) => act({ send: () => choose(one, id), refresh: [LIST] });

/** Everybody one has talked to, up to the two hundred dealt with last. */
export const chooseMet = (one: Crm) =>
  act({
    send: async () => {
      const { items } = await ok(api.GET('/api/v1/contacts', { params: { query: { stage: 'met', limit: 200 } } }));
      return ok(api.POST(`${EACH}/contacts/bulk`, { params: at(one), body: { choose: items.map(({ id }) => id) } }));
    },
    refresh: [LIST],
    said: ({ chosen_count: count }) => (count === 1 ? '1 person is chosen' : `${count || 'No'} people are chosen`),
  });

export const leaveOut = (one: Crm, { id, full_name }: Chosen) =>
  act({
    send: async () => (await ok(api.DELETE(`${EACH}/contacts/{contact_id}`, { params: person(one, id) })), true),
    refresh: [LIST],
    said: `Nothing more of ${full_name} is sent`,
    undo: () => choose(one, id),
  });

export const removeCrm = (one: Crm) =>
  actLater({
    send: () => ok(api.DELETE(EACH, { params: { ...at(one), header: ifMatch(one) }, keepalive: true })),
    edits: [without(LIST, one.id)],
    refresh: [LIST],
    said: `${one.label} is removed. What was sent stays there.`,
  });

export const howCrm = (one: Crm): How => howOf(one.state, { says: one.says, last: 'Last sent', at: one.last_synced_at, error: one.last_error, advice: one.advice });

/** Each kind by its name, where it runs and what its key is called. */
export const KINDS: Record<Crm['kind'], { label: string; hosted?: true; key?: string }> = {
  hubspot: { label: 'HubSpot', key: 'Service key' },
  twenty: { label: 'Twenty', hosted: true, key: 'API key' },
  monica: { label: 'Monica', hosted: true, key: 'Personal token' },
  none: { label: 'None, to try it out' },
};

export const SENT = {
  push_people: ['People', 'Those who are not there are added, and kept up to date.'],
  push_talks: ['Held talks', ''],
  push_follow_ups: ['What is due', 'As tasks.'],
  push_notes: ['Notes', 'What you wrote about people and held talks. Debriefs never.'],
} as const;

export const WHAT = { person: 'Person', talk: 'Talk', follow_up: 'What is due', note: 'Note' };

export const ACTIONS = { create: ['Added', 'pine'], change: ['Changed', 'sky'], link: ['Linked', 'line'], refused: ['Can’t be sent', 'red'] } as const;

export const PEOPLE = { chosen: ['Not sent yet', 'line'], sent: ['Sent', 'pine'], refused: ['Refused', 'red'] } as const;
