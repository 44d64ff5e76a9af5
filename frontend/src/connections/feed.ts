import { act, actLater } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { useQuery } from '../core/query.ts';
import { howOf, type How } from './how.ts';
import { without } from './lists.ts';

export type Feed = Schema<'FeedRead'>;
export type FeedMade = Schema<'FeedMade'>;

const LIST = ['feeds'];
const ONE = '/api/v1/calendar/feeds/{feed_id}';

export const useFeeds = () => useQuery(LIST, signal => ok(api.GET('/api/v1/calendar/feeds', { params: { query: { limit: 100 } }, signal })));

const at = (one: Feed) => ({ path: { feed_id: one.id }, header: ifMatch(one) });

export const makeFeed = (body: Schema<'FeedCreate'>) => ok(api.POST('/api/v1/calendar/feeds', { body }));
export const changeFeed = (one: Feed, body: Schema<'FeedUpdate'>) => ok(api.PATCH(ONE, { params: at(one), body }));

export const newAddress = (one: Feed) =>
  act({ send: () => ok(api.POST(`${ONE}/rotate`, { params: at(one) })), refresh: [LIST], said: 'The old address leads nowhere now' });

export const removeFeed = (one: Feed) =>
  actLater({
    send: () => ok(api.DELETE(ONE, { params: at(one), keepalive: true })),
    edits: [without(LIST, one.id)],
    refresh: [LIST],
    said: `${one.name} is removed`,
  });

export const howFeed = (one: Feed): How => howOf(one.state === 'waiting' ? 'unused' : one.state, { says: one.words, last: 'Last read', at: one.last_used_at, advice: one.advice });

export const DETAILS = {
  busy: ['Only that I am busy', 'For a calendar that others see.'],
  interview: ['That it is a talk', 'Nobody’s name.'],
  full: ['Everything', 'With whom, where, the link and your goal. Whoever has the address can read it.'],
} as const;

export const CONTENTS = { talks: 'Talks', thank_yous: 'Thank-yous that are due', follow_ups: 'Follow-ups that are due', debriefs: 'Debriefs that are due' };
