import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { invalidate, setData, useQuery } from '../core/query.ts';
import { fromWall, toWall } from '../core/time.ts';
import type { WallTime } from '../core/ui/DateTimeField.tsx';

export type Offers = Schema<'OffersRead'>;
export const MOST = 5;

const params = (id: string) => ({ path: { interview_id: id } });
const key = (id: string) => ['interviews', 'offers', id];

export const useOffers = (id: string) => useQuery<Offers>(key(id), signal => ok(api.GET('/api/v1/interviews/{interview_id}/offers', { params: params(id), signal })));

/** Two empty lines to begin with, or what is on offer. */
export const rowsOf = ({ times, own_time_zone: zone }: Offers): WallTime[] =>
  times.length ? times.map(one => ({ wall: one.starts_at_local, zone: one.time_zone })) : [{ wall: '', zone }, { wall: '', zone }];

const filled = (rows: readonly WallTime[]) => rows.filter(row => row.wall);

/** The times of a form on one clock, as the server takes them: that of the first, which keeps what was typed as it was. */
export function offerOf(rows: readonly WallTime[], own: string): { times: string[]; time_zone: string } {
  const zone = filled(rows)[0]?.zone ?? own;
  return { times: filled(rows).map(row => (row.zone === zone ? row.wall.slice(0, 16) : toWall(fromWall(row.wall, row.zone) ?? 0, zone))), time_zone: zone };
}

/** What is wrong with one of the times, as far as it can be told here. */
export function mistake(row: WallTime, now: number): string | undefined {
  const at = row.wall ? fromWall(row.wall, row.zone) : null;
  return at && at.getTime() <= now ? 'This time has passed.' : undefined;
}

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
