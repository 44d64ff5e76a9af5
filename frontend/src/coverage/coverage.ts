import type { Coverage } from '../careers/api.ts';
import type { Schema } from '../core/api.ts';

export type { Coverage } from '../careers/api.ts';
export type Counts = Schema<'CoverageCounts'>;
export type Level = Schema<'Level'>;
export type Source = Schema<'Source'>;
export type Suggestion = Schema<'NextPerson'>;

const TOP_DOWN: readonly Level[] = ['executive', 'manager', 'senior', 'peer', 'entry'];

/** The rows of the picture: every level from the top down, so that an empty one shows, and those not said where there are any. */
export const levelsOf = ({ cells }: Coverage): (Level | null)[] => [...TOP_DOWN, ...(cells.some(cell => !cell.level) ? [null] : [])];

/** Its columns: where most were found comes first. */
export function sourcesOf({ cells }: Coverage): (Source | null)[] {
  const known = new Map<Source | null, number>();
  for (const cell of cells) known.set(cell.source, (known.get(cell.source) ?? 0) + cell.known);
  return [...known.keys()].sort((a, b) => Number(!a) - Number(!b) || (known.get(b) ?? 0) - (known.get(a) ?? 0));
}

export const at = ({ cells }: Coverage, level: Level | null, source: Source | null): Counts | undefined => cells.find(cell => cell.level === level && cell.source === source);

/** "3 known, 2 asked, 1 talked to"; what is none is left out. */
export const sayCounts = ({ known, asked, met }: Counts): string =>
  [`${known} known`, asked && `${asked} asked`, met && `${met} talked to`].filter(Boolean).join(', ');

const MOST_DIALS = 8;

/** One dial for each person, full for who was talked to, half for who was asked, empty for who is only known; and how many more there are. */
export function dialsOf({ known, asked, met }: Counts): { dials: string[]; more: number } {
  const dials = Array.from({ length: Math.min(known, MOST_DIALS) }, (_, place) => (place < met ? '4' : place < asked ? '2' : '0'));
  return { dials, more: known - dials.length };
}

/** What to do about somebody suggested: write to whom a talk is planned with, warm up to a stranger, plan with the rest. */
export function stepFor({ contact_id: id, interview_id: talk, cold }: Suggestion, career?: string): { label: string; href: string } {
  if (talk) return { label: 'Write the ask', href: `/outreach/write?purpose=ask&contact=${id}&interview=${talk}` };
  if (cold) return { label: 'Warm up', href: `/contacts/${id}` };
  return { label: 'Plan a talk', href: `/interviews/new?contact=${id}${career ? `&career=${career}` : ''}` };
}
