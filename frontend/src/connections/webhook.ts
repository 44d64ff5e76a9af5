import { act, actLater } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { usePages } from '../core/pages.ts';
import { useQuery } from '../core/query.ts';
import type { Tone } from '../core/ui/surfaces.tsx';
import { howOf, type How } from './how.ts';
import { replaced, without } from './lists.ts';

export type Webhook = Schema<'WebhookRead'>;
export type WebhookMade = Schema<'WebhookMade'>;
export type Delivery = Schema<'DeliveryRead'>;

const LIST = ['webhooks'];
const ONE = '/api/v1/webhooks/{webhook_id}';
const sent = (id: string) => ['deliveries', id];

export const useWebhooks = () => useQuery(LIST, signal => ok(api.GET('/api/v1/webhooks', { params: { query: { limit: 100 } }, signal })));
export const useTypes = () => useQuery(['event-types'], signal => ok(api.GET('/api/v1/webhooks/types', { signal })));

const path = (id: string) => ({ path: { webhook_id: id } });
const at = (one: Webhook) => ({ ...path(one.id), header: ifMatch(one) });

export const useDeliveries = (id: string) =>
  usePages<Delivery>(sent(id), (cursor, signal) => ok(api.GET(`${ONE}/deliveries`, { params: { ...path(id), query: { limit: 20, cursor } }, signal })));

export const addWebhook = (body: Schema<'WebhookCreate'>) => ok(api.POST('/api/v1/webhooks', { body }));
export const changeWebhook = (one: Webhook, body: Schema<'WebhookUpdate'>) => ok(api.PATCH(ONE, { params: at(one), body }));

export const turn = (one: Webhook, enabled: boolean) => act({ send: () => changeWebhook(one, { enabled }), edits: [replaced(LIST, { ...one, enabled })], refresh: [LIST] });

export const newSecret = (one: Webhook) =>
  act({ send: () => ok(api.POST(`${ONE}/rotate`, { params: at(one) })), refresh: [LIST], said: 'The old secret signs beside the new one for a day' });

export const tryIt = (one: Webhook) => act({ send: () => ok(api.POST(`${ONE}/test`, { params: path(one.id) })), refresh: [LIST, sent(one.id)], said: 'A test is on its way' });

export const sendAgain = ({ webhook_id, id }: Delivery) =>
  act({
    send: () => ok(api.POST(`${ONE}/deliveries/{delivery_id}/redeliver`, { params: { path: { webhook_id, delivery_id: id } } })),
    refresh: [LIST, sent(webhook_id)],
    said: 'It is sent once more',
  });

export const removeWebhook = (one: Webhook) =>
  actLater({
    send: () => ok(api.DELETE(ONE, { params: at(one), keepalive: true })),
    edits: [without(LIST, one.id)],
    refresh: [LIST],
    said: `${nameOf(one)} hears nothing more`,
  });

export const nameOf = (one: Webhook): string => one.description || new URL(one.url).host;

export const howHook = (one: Webhook): How => howOf(one.state, { says: one.waiting ? `${one.waiting} on the way.` : '', last: 'Last arrived', at: one.last_used_at, error: one.last_error, advice: one.last_error && one.advice });

export const DELIVERIES: Record<Delivery['state'], [string, Tone]> = { waiting: ['On its way', 'sky'], delivered: ['Arrived', 'pine'], given_up: ['Given up', 'red'] };
