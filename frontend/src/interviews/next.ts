import type { Schema } from '../core/api.ts';
import { hereZone, sayAgo, toWall } from '../core/time.ts';

export type Talk = Schema<'InterviewRead'>;

/** A reply may take a week; then one friendly follow-up is in order. */
export const PATIENCE_DAYS = 7;
export const DAY = 86_400_000;

/** Whole days from an instant until now. */
export const daysSince = (at: string, now: number): number => Math.floor((now - Date.parse(at)) / DAY);

/** When the talk is or was: the agreed time, or the time it was held. */
export const happensAt = (talk: Talk): string | null => talk.starts_at ?? talk.held_at;

export const isOver = (talk: Talk, now: number): boolean => talk.state === 'scheduled' && talk.starts_at !== null && Date.parse(talk.starts_at) + talk.minutes * 60_000 <= now;

/** The zone the two agreed on, where its clocks show something else then than the clocks here. */
export function otherZone(talk: Talk, here = hereZone): string | null {
  const at = happensAt(talk);
  if (!at || !talk.time_zone || talk.time_zone === here) return null;
  return toWall(at, talk.time_zone) === toWall(at, here) ? null : talk.time_zone;
}

/** "Berlin" of Europe/Berlin: what people call the place whose clocks they mean. */
export const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

export interface Next {
  text: string;
  /** due: it waits for the person */
  due: boolean;
}

/** The one thing that comes next for a talk, in a few words. */
export function nextStep(talk: Talk, now: number): Next {
  const { item_count: questions, asked_count: asked, fits, over_by: over, closing_present: closes } = talk.agenda_summary;
  const can = (action: string) => talk.allowed.some(move => move.action === action);
  switch (talk.state) {
    case 'planned':
      return can('request') ? { text: 'Ask for the half hour', due: true } : { text: 'Planned', due: false };
    case 'requested': {
      const since = talk.followed_up_at ?? talk.requested_at ?? talk.updated_at;
      if (daysSince(since, now) < PATIENCE_DAYS) return { text: `${talk.followed_up_at ? 'Followed up' : 'Asked'} ${sayAgo(since, now)}`, due: false };
      return can('follow_up') ? { text: `Follow up: asked ${sayAgo(since, now)}`, due: true } : { text: 'No answer to either message', due: true };
    }
    case 'scheduled':
      if (isOver(talk, now)) return { text: 'Say how it went', due: true };
      if (!questions) return { text: 'Prepare your questions', due: true };
      if (!fits) return { text: `Questions are ${over} min too long`, due: true };
      if (!closes) return { text: 'Ask whom else to meet', due: true };
      return { text: `${questions === 1 ? '1 question' : `${questions} questions`} ready`, due: false };
    case 'held':
      if (questions && !asked) return { text: 'Write down what you heard', due: true };
      return { text: asked === 1 ? '1 answer' : asked ? `${asked} answers` : 'Held', due: false };
    default:
      return { text: talk.outcome_reason.split('\n')[0] ?? '', due: false };
  }
}
