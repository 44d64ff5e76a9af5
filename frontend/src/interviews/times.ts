import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { invalidate, setData, useQuery } from '../core/query.ts';
import { offerOf, rowsOf, type Offers } from './offer.ts';

const params = (id: string) => ({ path: { interview_id: id } });
const key = (id: string) => ['interviews', 'offers', id];

export const useOffers = (id: string) => useQuery<Offers>(key(id), signal => ok(api.GET('/api/v1/interviews/{interview_id}/offers', { params: params(id), signal })));

export async function offerTimes(offers: Offers, body: Schema<'OfferedTimes'>): Promise<Offers> {
  const id = offers.interview_id;
  const after = await ok(api.PUT('/api/v1/interviews/{interview_id}/offers', { params: { ...params(id), header: ifMatch(offers) }, body }));
  setData(key(id), after);
  invalidate(['interview', id], ['interviews', 'week'], ['interviews', 'list']);
  return after;
}

export const takeBack = (offers: Offers) =>
  act({
    send: () => offerTimes(offers, { times: [], time_zone: offers.own_time_zone, minutes: null }),
    said: 'Nothing is on offer any more',
    undo: after => offerTimes(after, { ...offerOf(rowsOf(offers), offers.own_time_zone), minutes: offers.minutes }),
  });

/** Say where they are: all times are then on their clock. */
export const placeThem = (offers: Offers, time_zone: string) =>
  act({
    send: () => ok(api.PATCH('/api/v1/contacts/{contact_id}', { params: { path: { contact_id: offers.contact_id }, header: ifMatch({ version: offers.contact_version }) }, body: { time_zone } as Schema<'ContactUpdate'> })),
    refresh: [key(offers.interview_id), ['contact'], ['contacts'], ['interview']],
  });
