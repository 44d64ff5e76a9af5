import type { Schema } from '../core/api.ts';
import { fromWall, toWall } from '../core/time.ts';
import type { WallTime } from '../core/ui/DateTimeField.tsx';

export type Offers = Schema<'OffersRead'>;
export const MOST = 5;

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
