import { api, ok, type Schema } from '../core/api.ts';
import { useQuery } from '../core/query.ts';
import { sayDate } from '../core/time.ts';

export type Introduction = Schema<'IntroductionRead'>;

/** Those that somebody has a part in: who named them, and whom they named. */
export const useIntroductionsOf = (contact_id: string) =>
  useQuery(['introductions', 'of', contact_id], signal => ok(api.GET('/api/v1/introductions', { params: { query: { contact_id, limit: 200 } }, signal })));

/** How far it has come, and since when. */
export function standing(one: Introduction): string {
  const told = one.loop_closed_at ? `, told on ${sayDate(one.loop_closed_at)}` : '';
  if (one.met_at) return `Met on ${sayDate(one.met_at)}${told}`;
  if (one.made_at) return `Introduced on ${sayDate(one.made_at)}${told}`;
  if (one.asked_for_at) return `Asked for on ${sayDate(one.asked_for_at)}`;
  return `Named on ${sayDate(one.suggested_at)}`;
}
