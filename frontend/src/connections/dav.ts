import { act, actLater } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { useQuery } from '../core/query.ts';
import { howOf, type How } from './how.ts';
import { replaced, without } from './lists.ts';

export type Connection = Schema<'ConnectionRead'>;
export type Kind = Connection['kind'];

const HERE = [['connections'], ['connection-changes']];

export const useConnections = (kind: Kind) =>
  useQuery(['connections', kind], signal => ok(api.GET('/api/v1/connections', { params: { query: { kind, limit: 100 } }, signal })));

const at = (one: Connection) => ({ path: { connection_id: one.id } });
const under = (one: Connection) => ({ ...at(one), header: ifMatch(one) });

export const connect = (body: Schema<'ConnectionCreate'>) => ok(api.POST('/api/v1/connections', { body }));

export const change = (one: Connection, body: Schema<'ConnectionUpdate'>) => ok(api.PATCH('/api/v1/connections/{connection_id}', { params: under(one), body }));

export const switchOn = (one: Connection, active: boolean) =>
  act({ send: () => change(one, { active }), edits: [replaced(['connections', one.kind], { ...one, active })], refresh: HERE });

export const syncNow = (one: Connection) => act({ send: () => ok(api.POST('/api/v1/connections/{connection_id}/sync', { params: at(one) })), refresh: HERE });

export const lookAgain = (one: Connection) => act({ send: () => ok(api.POST('/api/v1/connections/{connection_id}/discover', { params: at(one) })), refresh: HERE });

export const forget = (one: Connection, take_away: boolean) =>
  actLater({
    send: () => ok(api.DELETE('/api/v1/connections/{connection_id}', { params: { ...under(one), query: { take_away } }, keepalive: true })),
    edits: [without(['connections', one.kind], one.id)],
    refresh: HERE,
    said: `${one.name} is no longer connected`,
  });

export const howItIs = (one: Connection): How => ({
  ...howOf(one.state, { says: one.state === 'fine' ? '' : one.state_words, at: one.last_synced_at, error: one.last_error, advice: one.advice }),
  ...(one.state === 'fine' && one.open_changes > 0 && { label: `${one.open_changes} to confirm`, tone: 'amber' }),
});

/** Where people keep calendars and address books, and how they get a password that is for Halfhour alone. */
export const PROVIDERS: Record<string, { label: string; hint: string; calendar?: string; address_book?: string }> = {
  nextcloud: { label: 'Nextcloud', hint: 'Settings, Security: make an app password there.' },
  icloud: { label: 'iCloud', hint: 'Your Apple account, Sign-in and Security: make an app-specific password.', calendar: 'https://caldav.icloud.com', address_book: 'https://contacts.icloud.com' },
  fastmail: { label: 'Fastmail', hint: 'Settings, Privacy & Security: make an app password.', calendar: 'https://caldav.fastmail.com', address_book: 'https://carddav.fastmail.com' },
  other: { label: 'Another server', hint: 'Any that speaks CalDAV or CardDAV. Google and Microsoft don’t: use the calendar feed for them.' },
};
