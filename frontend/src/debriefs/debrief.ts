import { LEVELS } from '../contacts/labels.ts';
import type { Schema } from '../core/api.ts';
import { sayDate } from '../core/time.ts';
import type { Option } from '../core/ui/inputs.tsx';
import type { Tone } from '../core/ui/surfaces.tsx';

export type Debrief = Schema<'DebriefRead'>;
export type Rating = Schema<'RatingRead'>;
export type Finding = Schema<'TalkFindingRead'>;
/** Either of the two, with what the other lacks. */
export type Judged = Rating & Finding;
export type Said = Schema<'RatingSaid'> | Schema<'FindingSaid'>;
export type Verdict = Schema<'Verdict'>;
type Strength = Schema<'EvidenceStrength'>;

/** What each rating means, from −2. */
export const RATINGS = ['Strongly against', 'Rather against', 'Neither for nor against', 'Rather for it', 'Strongly for it'];
export const sayRating = (rating: number): string => RATINGS[rating + 2] ?? '';

export const VERDICTS: Record<Verdict, { label: string; words: string; tone: Tone }> = {
  energising: { label: 'Energising', words: 'Remember what it was that gave you energy: it is the best evidence there is.', tone: 'pine' },
  useful: { label: 'Useful', words: 'You know more than this morning.', tone: 'sky' },
  disappointing: { label: 'Disappointing', words: 'About half of all talks disappoint. That is ground covered: half an hour instead of years.', tone: 'clay' },
};

export const STRENGTHS: Record<Strength, { label: string; tone: Tone }> = {
  none: { label: 'Not tested', tone: 'line' },
  data_point: { label: 'One data point', tone: 'plain' },
  supported: { label: 'Supported by independent people', tone: 'pine' },
  contradicted: { label: 'They contradict each other', tone: 'amber' },
};

/** How much of a debrief is said, the verdict included. What one has heard nothing about may stay empty. */
export function progress({ verdict, careers }: Debrief): { said: number; all: number } {
  const ratings = careers.flatMap(one => one.ratings);
  const findings = careers.flatMap(one => one.findings);
  const said = Number(verdict !== null) + ratings.filter(one => one.rating !== null).length + findings.filter(one => one.version > 0).length;
  return { said, all: 1 + ratings.length + findings.length };
}

/** Where evidence may come from, as choices: the answers and notes of the talk. */
export const sourceOptions = (sources: Debrief['sources']): Option<string>[] => [
  { value: '', label: 'As I remember it' },
  ...sources.map(one => ({ value: one.id, label: `${one.kind === 'note' ? 'Note' : 'Answer'}: ${one.title || one.text.slice(0, 60)}` })),
];

/** "senior, St. Anne's Hospital, 1 Dec": who said it, as far as it is known. */
export const sayWho = ({ level, organization_name, held_at }: Pick<Said, 'level' | 'organization_name' | 'held_at'>): string =>
  [level && LEVELS[level], organization_name, sayDate(held_at)].filter(Boolean).join(', ');
