import type { Tone } from '../core/ui/surfaces.tsx';

/** How something that is connected is: in a word, when all was well last, what went wrong and what to do about it. */
export interface How {
  label: string;
  tone: Tone;
  /** a sentence about it */
  says?: string | null;
  /** "Last in step", "Last read" */
  last?: string;
  at?: string | null;
  error?: string | null;
  advice?: string | null;
}

/** The states of all that can be connected, in the person's words. */
const STATES: Record<string, [string, Tone]> = {
  off: ['Off', 'line'],
  leaving: ['Leaving', 'line'],
  untried: ['Not tried yet', 'line'],
  unused: ['Not read yet', 'line'],
  fine: ['In step', 'pine'],
  on: ['On', 'pine'],
  fetched: ['In use', 'pine'],
  ready: ['Ready', 'pine'],
  new: ['Checking', 'sky'],
  trying: ['Trying', 'sky'],
  looking: ['Looking', 'sky'],
  working: ['First sync', 'sky'],
  choose: ['Choose one', 'amber'],
  failing: ['Trouble', 'amber'],
  quiet: ['Gone quiet', 'amber'],
  waiting: ['Trouble', 'amber'],
  trouble: ['Trouble', 'amber'],
  password: ['Needs you', 'red'],
  stopped: ['Stopped', 'red'],
  refused: ['Needs you', 'red'],
};

const GRAVITY: Tone[] = ['red', 'amber', 'sky', 'pine'];

export const OFF: How = { label: 'Off', tone: 'line' };

export function howOf(state: string, more: Omit<How, 'label' | 'tone'> = {}): How {
  const [label, tone] = STATES[state] ?? [state, 'plain'];
  return { label, tone, ...more };
}

/** Of several the one that wants the person most; off where there is none. */
export const gravest = (all: How[]): How => GRAVITY.map(tone => all.find(one => one.tone === tone)).find(Boolean) ?? all[0] ?? OFF;
