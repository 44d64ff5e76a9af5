import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { ApiError } from '../core/problem.ts';
import { fromWall, hereZone, toWall } from '../core/time.ts';
import type { WallTime } from '../core/ui/DateTimeField.tsx';
import type { IconName } from '../core/ui/icons.ts';
import { stageLabel } from '../core/ui/surfaces.tsx';
import { getTalk, heard } from './api.ts';
import type { Talk } from './next.ts';
import type { Mode } from './talk.ts';

export type Action = Talk['allowed'][number]['action'];
type Channel = Schema<'Channel'>;

/** What a form of a move asks. The names are the API's, so that what the server refuses stands on its field. */
export interface MoveValues {
  /** when it happened; unchanged means now */
  at: WallTime;
  note: string;
  reason: string;
  channel: Channel | '';
  starts_at_local: WallTime;
  minutes: number | null;
  mode: Mode | '';
  place: string;
  meeting_link: string;
  /** how many minutes it took */
  ended_at: number | null;
}

export interface MoveKind {
  /** on its button, as the person would say it */
  verb: string;
  icon: IconName;
  /** above its form */
  title: (name: string) => string;
  fields: readonly (keyof MoveValues)[];
  submit: string;
  said: (name: string) => string;
  noteHint?: string;
  /** a way out: drawn quietly */
  exit?: true;
}

export const MOVES: Record<Action, MoveKind> = {
  request: {
    verb: 'I asked',
    icon: 'send',
    title: name => `You asked ${name}`,
    fields: ['channel', 'at', 'note'],
    submit: 'Note the ask',
    said: name => `Asking ${name} is noted. Give them a week.`,
    noteHint: 'What you wrote or said, if you want to remember it.',
  },
  follow_up: {
    verb: 'I followed up',
    icon: 'send',
    title: name => `You followed up with ${name}`,
    fields: ['channel', 'at', 'note'],
    submit: 'Note the follow-up',
    said: () => 'The follow-up is noted',
  },
  schedule: {
    verb: 'They agreed: schedule',
    icon: 'calendar',
    title: name => `A time with ${name}`,
    fields: ['starts_at_local', 'minutes', 'mode', 'place', 'meeting_link', 'channel', 'note'],
    submit: 'Schedule',
    said: name => `The talk with ${name} has a time. Now the questions.`,
  },
  reschedule: {
    verb: 'Another time',
    icon: 'calendar',
    title: name => `Another time with ${name}`,
    fields: ['starts_at_local', 'minutes', 'mode', 'place', 'meeting_link', 'note'],
    submit: 'Save the new time',
    said: name => `The talk with ${name} has a new time`,
  },
  hold: {
    verb: 'We talked',
    icon: 'coffee',
    title: name => `You talked with ${name}`,
    fields: ['at', 'ended_at', 'note'],
    submit: 'Note the talk',
    said: name => `The talk with ${name} is held. Write the answers down while they are fresh.`,
  },
  decline: {
    verb: 'They declined',
    icon: 'x',
    title: name => `${name} declined`,
    fields: ['reason', 'channel', 'at'],
    submit: 'Note it',
    said: () => 'Noted. Every no leaves time for a yes.',
    exit: true,
  },
  no_response: {
    verb: 'No answer',
    icon: 'clock',
    title: name => `No answer from ${name}`,
    fields: ['note'],
    submit: 'Stop waiting',
    said: () => 'Closed. Should they write after all, re-open it.',
    exit: true,
  },
  cancel: { verb: 'Cancel', icon: 'x', title: name => `Call off the talk with ${name}`, fields: ['reason', 'at'], submit: 'Call it off', said: () => 'The talk is called off', exit: true },
  no_show: {
    verb: 'They didn’t come',
    icon: 'user',
    title: name => `${name} didn’t come`,
    fields: ['note'],
    submit: 'Note it',
    said: () => 'Noted. Re-open it when you have a new date.',
    exit: true,
  },
  reopen: { verb: 'Re-open', icon: 'undo-2', title: name => `Take up the talk with ${name} again`, fields: ['note'], submit: 'Re-open', said: () => 'It is open again', exit: true },
};

/** The moves the server allows now, the way forward first. */
export const movesOf = (talk: Talk): Action[] =>
  talk.allowed.map(one => one.action).sort((a, b) => Number(MOVES[a].exit ?? false) - Number(MOVES[b].exit ?? false));

/** The one move that most probably comes next, if there is one. */
export function mainMove(talk: Talk, now: number): Action | undefined {
  const legal = movesOf(talk);
  const begun = talk.starts_at !== null && Date.parse(talk.starts_at) <= now;
  const wanted: Partial<Record<Talk['state'], Action>> = { planned: 'request', requested: 'schedule', ...(begun && { scheduled: 'hold' }) };
  return legal.find(action => action === wanted[talk.state]);
}

const MINUTE = 60_000;
const minute = (at: number, zone: string): WallTime => ({ wall: toWall(at, zone), zone });

export function initialValues(talk: Talk, action: Action, preferred: Channel | null | undefined, now: number): MoveValues {
  const zone = talk.time_zone ?? talk.contact_time_zone ?? hereZone;
  const begun = talk.starts_at !== null && Date.parse(talk.starts_at) <= now;
  const asking = action === 'request' || action === 'follow_up';
  const began = begun ? Date.parse(talk.starts_at as string) : now - talk.minutes * MINUTE;
  return {
    at: minute(action === 'hold' ? began : now, hereZone),
    note: '',
    reason: '',
    channel: talk.ask_channel ?? preferred ?? (asking ? 'email' : ''),
    starts_at_local: talk.starts_at_local ? { wall: talk.starts_at_local, zone } : { wall: '', zone },
    minutes: talk.minutes,
    mode: talk.mode ?? '',
    place: talk.place ?? '',
    meeting_link: talk.meeting_link ?? '',
    ended_at: Math.max(1, Math.min(talk.minutes, Math.round((now - began) / MINUTE))),
  };
}

/** The body of a move: only what its form asked, and of the time only what differs from now. */
export function bodyOf(action: Action, values: MoveValues, initial: MoveValues, now: number): Record<string, unknown> {
  const asks = (name: keyof MoveValues) => MOVES[action].fields.includes(name);
  const moment = fromWall(values.at.wall, values.at.zone);
  const moved = asks('at') && moment !== null && (values.at.wall !== initial.at.wall || values.at.zone !== initial.at.zone);
  const began = moment?.getTime() ?? now;
  // a talk that has only just ended: its end is rounded up to a minute that is still to come
  const ended = (minutes: number) => (began < now ? Math.min(began + minutes * MINUTE, now) : began + minutes * MINUTE);
  return {
    ...(asks('note') && { note: values.note }),
    ...(asks('reason') && { reason: values.reason }),
    ...(asks('channel') && { channel: values.channel || null }),
    ...(moved && { at: moment.toISOString() }),
    ...(asks('starts_at_local') && { starts_at_local: values.starts_at_local.wall, time_zone: values.starts_at_local.zone }),
    ...(asks('minutes') && { minutes: values.minutes }),
    ...(asks('mode') && { mode: values.mode || null }),
    ...(asks('place') && { place: values.mode === 'in_person' || !values.mode ? values.place.trim() || null : null }),
    ...(asks('meeting_link') && { meeting_link: values.mode === 'video' ? values.meeting_link.trim() || null : null }),
    ...(asks('ended_at') && values.ended_at && { at: new Date(began).toISOString(), ended_at: new Date(ended(values.ended_at)).toISOString() }),
  };
}

type Send = (params: { path: { interview_id: string }; header: { 'If-Match': string } }, body: never) => Promise<Talk>;

const SEND: Record<Action, Send> = {
  request: (params, body) => ok(api.POST('/api/v1/interviews/{interview_id}/request', { params, body })),
  follow_up: (params, body) => ok(api.POST('/api/v1/interviews/{interview_id}/follow-up', { params, body })),
  schedule: (params, body) => ok(api.POST('/api/v1/interviews/{interview_id}/schedule', { params, body })),
  reschedule: (params, body) => ok(api.POST('/api/v1/interviews/{interview_id}/reschedule', { params, body })),
  hold: (params, body) => ok(api.POST('/api/v1/interviews/{interview_id}/hold', { params, body })),
  decline: (params, body) => ok(api.POST('/api/v1/interviews/{interview_id}/decline', { params, body })),
  no_response: (params, body) => ok(api.POST('/api/v1/interviews/{interview_id}/no-response', { params, body })),
  cancel: (params, body) => ok(api.POST('/api/v1/interviews/{interview_id}/cancel', { params, body })),
  no_show: (params, body) => ok(api.POST('/api/v1/interviews/{interview_id}/no-show', { params, body })),
  reopen: (params, body) => ok(api.POST('/api/v1/interviews/{interview_id}/reopen', { params, body })),
};

/**
 * Make a move from the talk as the person saw it. When it was changed elsewhere meanwhile, or the move is no longer
 * legal, the page is brought up to date and the error says what the talk is now.
 */
export async function move(talk: Talk, action: Action, body: Record<string, unknown>): Promise<Talk> {
  try {
    return heard(await SEND[action]({ path: { interview_id: talk.id }, header: ifMatch(talk) }, body as never));
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 412 && error.status !== 409)) throw error;
    const now = heard(await getTalk(talk.id));
    if (error.status === 409) throw error;
    const still = now.allowed.some(one => one.action === action);
    throw new ApiError({
      status: 412,
      title: `This talk was changed somewhere else meanwhile. It now says: ${stageLabel(now.state)}.`,
      detail: still ? 'What you typed is still here. Press again if it still fits.' : `“${MOVES[action].verb}” no longer fits; close this to see what does.`,
    });
  }
}
