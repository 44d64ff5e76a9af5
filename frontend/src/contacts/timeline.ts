import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { usePages, type Page } from '../core/pages.ts';
import { edit } from '../core/query.ts';
import type { Activity } from './contact.ts';

const key = (contactId: string) => ['contact', contactId, 'activities'];

/** An entry changes when one was last in touch, which lists show too. */
const touched = (contactId: string) => [['contact', contactId], ['contacts', 'list']];

export const useTimeline = (contactId: string) =>
  usePages<Activity>(key(contactId), (cursor, abort) =>
    ok(api.GET('/api/v1/contacts/{contact_id}/activities', { params: { path: { contact_id: contactId }, query: { limit: 30, cursor } }, signal: abort })),
  );

const path = ({ contact_id, id }: Activity) => ({ contact_id, activity_id: id });

const drop = (entry: Activity) =>
  ok(api.DELETE('/api/v1/contacts/{contact_id}/activities/{activity_id}', { params: { path: path(entry), header: ifMatch(entry) } }));

export const removeActivity = (entry: Activity) =>
  act({
    send: async () => {
      await drop(entry);
      return true;
    },
    edits: [edit<Page<Activity>>(key(entry.contact_id), page => ({ ...page, items: page.items.filter(one => one.id !== entry.id) }))],
    refresh: touched(entry.contact_id),
    said: 'Taken off the timeline',
    undo: () => ok(api.POST('/api/v1/contacts/{contact_id}/activities/{activity_id}/restore', { params: { path: path(entry) } })),
  });

/** Writes down what happened; what the server refuses is thrown, for the form to show. */
export const logActivity = (contactId: string, body: Schema<'ActivityCreate'>) =>
  ok(api.POST('/api/v1/contacts/{contact_id}/activities', { params: { path: { contact_id: contactId } }, body }));

export const changeActivity = (entry: Activity, changes: Schema<'ActivityUpdate'>, version: number) =>
  ok(api.PATCH('/api/v1/contacts/{contact_id}/activities/{activity_id}', { params: { path: path(entry), header: ifMatch({ version }) }, body: changes }));

export const getActivity = (entry: Activity) => ok(api.GET('/api/v1/contacts/{contact_id}/activities/{activity_id}', { params: { path: path(entry) } }));

export const undoLog = (entry: Activity) =>
  act({
    send: async () => {
      await drop(entry);
      return true;
    },
    refresh: touched(entry.contact_id),
  });

export { touched };
