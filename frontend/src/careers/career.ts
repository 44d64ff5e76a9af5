import type { Schema } from '../core/api.ts';
import type { IconName } from '../core/ui/icons.ts';
import type { Tone } from '../core/ui/surfaces.tsx';

export type Career = Schema<'CareerRead'>;
export type Assumption = Schema<'AssumptionRead'>;
export type Turn = Schema<'CareerTurnRead'>;
export type Status = Schema<'CareerStatus'>;
export type Decision = Schema<'CareerDecision'>;
export type AssumptionState = Schema<'AssumptionState'>;

/** In the order in which the page shows them. Ruling out is a result, and is called one. */
export const STATUSES: Record<Status, { label: string; heading: string; words: string; tone: Tone }> = {
  pursuing: { label: 'Pursuing', heading: 'Pursuing', words: 'The evidence says yes.', tone: 'pine' },
  exploring: { label: 'Exploring', heading: 'Exploring', words: 'Still asking.', tone: 'sky' },
  ruled_out: { label: 'Ruled out', heading: 'Ground covered', words: 'Ruled out on evidence: years saved.', tone: 'plain' },
};

export const STATUS_NAMES = Object.keys(STATUSES) as Status[];

export const DECISIONS: Record<Decision, { label: string; hint: string; said: string }> = {
  pursue: { label: 'Pursue it', hint: 'The evidence says yes. Take the next real step.', said: 'You decided to pursue it' },
  keep_exploring: { label: 'Keep exploring', hint: 'Not enough talks yet, or they disagree.', said: 'You decided to keep exploring' },
  rule_out: { label: 'Rule it out', hint: 'Not for you. That is a result: it saves years.', said: 'You ruled it out' },
};

/** What the server allows from where a career stands. */
export const OPEN_TO: Record<Status, Decision[]> = {
  exploring: ['pursue', 'keep_exploring', 'rule_out'],
  pursuing: ['keep_exploring', 'rule_out'],
  ruled_out: [],
};

export const TURNS: Record<Turn['turn'], { label: string; icon: IconName }> = {
  pursue: { label: 'Pursue', icon: 'star' },
  keep_exploring: { label: 'Keep exploring', icon: 'compass' },
  rule_out: { label: 'Ruled out', icon: 'circle-check' },
  reopen: { label: 'Opened again', icon: 'undo-2' },
};

export const STATES: Record<AssumptionState, { label: string; icon: IconName }> = {
  open: { label: 'Open', icon: 'circle-help' },
  confirmed: { label: 'Confirmed', icon: 'check' },
  refuted: { label: 'Refuted', icon: 'x' },
};

export const STATE_NAMES = Object.keys(STATES) as AssumptionState[];

/** "2 confirmed, 1 refuted, 3 open"; nothing where there is nothing to test. */
export function sayAssumptions({ open, confirmed, refuted }: Career['assumptions']): string {
  const parts = [confirmed && `${confirmed} confirmed`, refuted && `${refuted} refuted`, open && `${open} open`].filter(Boolean);
  return parts.length ? parts.join(', ') : 'No assumptions yet';
}

/** Careers by where they stand, in the order of the page; empty groups are left out. */
export function byStatus(careers: readonly Career[]): { status: Status; careers: Career[] }[] {
  return STATUS_NAMES.map(status => ({ status, careers: careers.filter(one => one.status === status) })).filter(group => group.careers.length);
}

export const LABELS: Partial<Record<keyof Career & string, string>> = {
  title: 'Title',
  why: 'Why it is worth a look',
  found_by: 'How you came upon it',
  job_description: 'Job description',
  research: 'What you have read',
};
