import type { Schema } from '../core/api.ts';

type Part = Schema<'RehearsedPart'>;
export type Kind = Part['kind'];

/** Something to say aloud: how long it took so far, and how it went. `planned`: minutes. */
export interface Said {
  kind: Kind;
  agenda_item_id: string | null;
  text: string;
  planned: number;
  ms: number;
  rating: number | null;
}

/** A rehearsal under way. Time is told by instants, not by ticks: a tab that sleeps loses none. */
export interface Run {
  startedAt: string;
  parts: Said[];
  at: number;
  /** since when the part at `at` is being said; null: paused */
  since: number | null;
  finished: boolean;
  /** as the server has it, once it does */
  kept?: { id: string; version: number };
}

type Item = Pick<Schema<'AgendaItemRead'>, 'id' | 'text' | 'closing' | 'planned_minutes' | 'state' | 'researched' | 'unplanned'>;

interface Words {
  ask: string;
  opening: string;
  closing: string;
}

const said = (kind: Kind, text: string, planned: number, agenda_item_id: string | null = null): Said => ({ kind, agenda_item_id, text, planned, ms: 0, rating: null });

/** All that is said in a talk, in order: the ask where that is still ahead, the opening, the questions, and how one closes. */
export function partsOf(items: readonly Item[], { ask, opening, closing }: Words, asking: boolean): Said[] {
  const questions = items.filter(item => item.state === 'open' && !item.researched);
  return [
    ...(asking && ask.trim() ? [said('ask', ask, 1)] : []),
    ...(opening.trim() ? [said('opening', opening, 1)] : []),
    ...questions.map(item => said(item.closing ? 'closing' : 'question', item.text, item.planned_minutes, item.id)),
    said('closing', closing, 1),
  ];
}

export const begin = (parts: Said[], now: number): Run => ({ startedAt: new Date(now).toISOString(), parts, at: 0, since: now, finished: false });

/** The time until now written down with its part. */
export function settle(run: Run, now: number): Run {
  const { since, at } = run;
  if (since === null) return run;
  return { ...run, since: now, parts: run.parts.map((part, place) => (place === at ? { ...part, ms: part.ms + Math.max(0, now - since) } : part)) };
}

export const pause = (run: Run, now: number): Run => ({ ...settle(run, now), since: null });
export const goOn = (run: Run, now: number): Run => ({ ...run, since: run.since ?? now });

/** On to the next part or back to the one before; beyond the last it is finished. Whoever steps goes on. */
export function step(run: Run, by: 1 | -1, now: number): Run {
  const settled = settle(run, now);
  const at = Math.max(0, run.at + by);
  return at < run.parts.length ? { ...settled, at, since: now } : { ...settled, since: null, finished: true };
}

export const rate = (run: Run, rating: number): Run => ({ ...run, parts: run.parts.map((part, place) => (place === run.at ? { ...part, rating } : part)) });

/** How long the part at hand takes so far, and all of them: in ms. */
export function spent(run: Run, now: number): { part: number; whole: number } {
  const { parts, at } = settle(run, now);
  return { part: parts[at]?.ms ?? 0, whole: parts.reduce((sum, part) => sum + part.ms, 0) };
}

/** "3:05" */
export function sayClock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const MOST = 86_400; // seconds that the server takes for one
const toSeconds = (ms: number) => Math.min(MOST, Math.round(ms / 1000));

/** What the server keeps of it: the parts that were said or rated. */
export function bodyOf(run: Run, { ask, opening }: Pick<Words, 'ask' | 'opening'>): Schema<'RehearsalUpdate'> {
  const done = run.parts.filter(part => part.ms > 0 || part.rating !== null);
  return {
    seconds: toSeconds(done.reduce((sum, part) => sum + part.ms, 0)),
    finished: run.finished,
    parts: done.map(({ kind, agenda_item_id, text, ms, rating }) => ({ kind, agenda_item_id, text, seconds: toSeconds(ms), rating })),
    opening,
    ask,
  };
}

/** Whether there is something to keep: more than a look at the first part. */
export const worthKeeping = (run: Run): boolean => run.at > 0 || run.finished || run.parts.some(part => part.ms >= 5000 || part.rating !== null);

export const KINDS: Record<Kind, string> = { ask: 'The ask', opening: 'The opening', question: 'A question', closing: 'The close' };
