import type { Schema } from '../core/api.ts';
import type { Option } from '../core/ui/inputs.tsx';

// Apart from contact.ts, because other steps need these few words of it and no more.

export type Source = Schema<'Source'>;
export type Level = Schema<'Level'>;

export const LEVELS: Record<Level, string> = {
  entry: 'Starting out',
  peer: 'At my level',
  senior: 'Senior',
  manager: 'Manager',
  executive: 'Executive',
};

export const SOURCES: Record<Source, string> = {
  family: 'Family',
  friend: 'Friends',
  coworker: 'Co-workers',
  employer: 'My employer',
  association: 'Professional association',
  alumni: 'Alumni',
  professor: 'Professors',
  social_network: 'Social network',
  job_board: 'Job board',
  hr: 'HR contact',
  media: 'In the media',
  introduction: 'Introduced to me',
  event: 'At an event',
  other: 'Somewhere else',
};

export const keysOf = <K extends string>(of: Record<K, unknown>) => Object.keys(of) as K[];

/** Choices of a Select, with one for "nothing chosen" in front. */
export function options<K extends string>(of: Record<K, string>, none: string): Option<K | ''>[] {
  return [{ value: '', label: none }, ...keysOf(of).map(value => ({ value, label: of[value] }))];
}
