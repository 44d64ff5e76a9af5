import type { Schema } from '../core/api.ts';
import { sayAgo, sayDate } from '../core/time.ts';
import { DAY, PATIENCE_DAYS, daysSince, happensAt, isOver, type Talk } from './next.ts';

export type State = Talk['state'];
export type Mode = NonNullable<Talk['mode']>;
export type Move = Schema<'MoveRead'>;

export const STATES: readonly State[] = ['planned', 'requested', 'scheduled', 'held', 'declined', 'no_response', 'cancelled', 'no_show'];

export type Channel = Schema<'Channel'>;

/** How one reaches somebody. Said here too: what several steps share is waited for by the first screen. */
export const CHANNELS: Record<Channel, string> = {
  email: 'Email',
  linkedin: 'LinkedIn',
  phone: 'Phone',
  text: 'Text message',
  in_person: 'In person',
  mail: 'Letter',
  video: 'Video call',
  other: 'Another way',
};
export const CHANNEL_OPTIONS = (Object.keys(CHANNELS) as Channel[]).map(value => ({ value, label: CHANNELS[value] }));

export const MODES: Record<Mode, string> = { in_person: 'In person', phone: 'By phone', video: 'By video' };

export const hasBegun = (talk: Talk, now: number): boolean => talk.state === 'held' || (talk.state === 'scheduled' && talk.starts_at !== null && Date.parse(talk.starts_at) <= now);

export interface Group {
  id: 'over' | 'soon' | 'waiting' | 'planned' | 'held' | 'closed';
  title: string;
  talks: Talk[];
}

const TITLES: Record<Group['id'], string> = {
  over: 'How did it go?',
  soon: 'Coming up',
  waiting: 'Asked, and waiting for an answer',
  planned: 'To ask',
  held: 'Held',
  closed: 'Closed',
};

function groupOf(talk: Talk, now: number): Group['id'] {
  switch (talk.state) {
    case 'planned':
      return 'planned';
    case 'requested':
      return 'waiting';
    case 'scheduled':
      return isOver(talk, now) ? 'over' : 'soon';
    case 'held':
      return 'held';
    default:
      return 'closed';
  }
}

const earliest = (of: (talk: Talk) => string | null) => (a: Talk, b: Talk) => (of(a) ?? '').localeCompare(of(b) ?? '');
const latest = (of: (talk: Talk) => string | null) => (a: Talk, b: Talk) => (of(b) ?? '').localeCompare(of(a) ?? '');

/** What wants attention soonest stands first, in each group and among the groups. */
const ORDER: Record<Group['id'], (a: Talk, b: Talk) => number> = {
  over: earliest(happensAt),
  soon: earliest(happensAt),
  waiting: earliest(talk => talk.followed_up_at ?? talk.requested_at),
  planned: latest(talk => talk.created_at),
  held: latest(happensAt),
  closed: latest(talk => talk.closed_at),
};

/** Talks by what is next for them; groups without any are left out. */
export function grouped(talks: readonly Talk[], now: number): Group[] {
  return (Object.keys(TITLES) as Group['id'][])
    .map(id => ({ id, title: TITLES[id], talks: talks.filter(talk => groupOf(talk, now) === id).sort(ORDER[id]) }))
    .filter(group => group.talks.length);
}

/** When an ask that nobody answers becomes one that was not answered: as the server does it. */
function closesAt({ requested_at, followed_up_at }: Talk): number {
  const asked = Date.parse(requested_at ?? '') + 2 * PATIENCE_DAYS * DAY;
  return followed_up_at ? Math.max(asked, Date.parse(followed_up_at) + PATIENCE_DAYS * DAY) : asked;
}

/** Where the talk stands, as one says it to a friend. */
export function situation(talk: Talk, now: number): { title: string; text: string } {
  const can = (action: string) => talk.allowed.some(move => move.action === action);
  const closed = talk.closed_at ? ` on ${sayDate(talk.closed_at)}` : '';
  switch (talk.state) {
    case 'planned':
      return can('request')
        ? { title: 'Not asked yet', text: 'Ask for half an hour of advice, not for a job. Most people are glad to be asked about what they do.' }
        : { title: 'Not asked yet', text: 'Asking is not possible right now: they are marked as not to be contacted, or another talk with them waits for a reply.' };
    case 'requested': {
      const asked = talk.requested_at ? `You asked ${sayAgo(talk.requested_at, now)}` : 'You have asked';
      if (talk.followed_up_at) return { title: 'Waiting for an answer', text: `${asked} and followed up ${sayAgo(talk.followed_up_at, now)}. Two messages are enough: if nothing comes by ${sayDate(closesAt(talk), undefined, now)}, it closes by itself.` };
      if (talk.requested_at && daysSince(talk.requested_at, now) >= PATIENCE_DAYS) return { title: 'Waiting for an answer', text: `${asked}. One short, friendly follow-up is fine now; messages get buried.` };
      const from = talk.requested_at && ` You can follow up from ${sayDate(Date.parse(talk.requested_at) + PATIENCE_DAYS * DAY, undefined, now)} on.`;
      return { title: 'Waiting for an answer', text: `${asked}. Give them a week; people are busy, and silence is rarely a no.${from ?? ''}` };
    }
    case 'scheduled':
      if (isOver(talk, now)) return { title: 'How did it go?', text: 'The agreed time has passed. Say what happened, and write the answers down while they are fresh.' };
      return hasBegun(talk, now)
        ? { title: 'Happening now', text: 'Listen more than you talk. You can write the answers down afterwards.' }
        : { title: talk.starts_at ? sayAgo(talk.starts_at, now).replace(/^./, letter => letter.toUpperCase()) : 'Scheduled', text: 'Choose your questions and put the ones you must ask first.' };
    case 'held':
      return { title: 'You talked', text: 'Write each answer under its question, in their words where you can. Not for me is a good result too.' };
    case 'declined':
      return { title: 'They declined', text: `They said no${closed}. It says little about you: about half of all asks lead nowhere.` };
    case 'no_response':
      return { title: 'No answer came', text: `You stopped waiting${closed}. If they write after all, re-open it.` };
    case 'cancelled':
      return { title: 'Called off', text: `This talk was called off${closed}.` };
    case 'no_show':
      return { title: 'They did not come', text: 'It happens. A kind message often leads to a new date.' };
  }
}

const ROAD: readonly State[] = ['planned', 'requested', 'scheduled', 'held'];

/** How far along the road a talk is: 0 planned to 3 held, or -1 where it left the road. */
export const milestone = (state: State): number => ROAD.indexOf(state);

/** What each move was, told in the history. */
export const TOLD: Record<Move['action'], string> = {
  plan: 'You planned this talk',
  request: 'You asked',
  follow_up: 'You followed up',
  schedule: 'You agreed on a time',
  reschedule: 'You agreed on another time',
  hold: 'You talked',
  decline: 'They declined',
  no_response: 'You stopped waiting for an answer',
  cancel: 'It was called off',
  no_show: 'They did not come',
  reopen: 'You re-opened it',
  thank: 'You thanked them',
  unthank: 'You took back that you had thanked them',
};
