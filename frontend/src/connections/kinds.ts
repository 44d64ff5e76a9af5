import type { Schema } from '../core/api.ts';

type Kinds = Schema<'AccountImportRead'>['kinds'];

/** One and several of what people count, by what the contract calls it. */
export const NAMES: Record<string, [string, string]> = {
  contact: ['person', 'people'],
  organization: ['organization', 'organizations'],
  interview: ['talk', 'talks'],
  debrief: ['debrief', 'debriefs'],
  career: ['career', 'careers'],
  note: ['note', 'notes'],
  question: ['question', 'questions'],
};

/** What of it is chosen by name; the rest is chosen with everything. */
export const KINDS: Record<string, string> = Object.fromEntries(Object.entries(NAMES).map(([kind, [, many]]) => [kind, many]));

export const kindOf = (type: string): string => type.split('.')[0] ?? '';

const count = (of: number, [one, several]: [string, string]): string => `${of.toLocaleString()} ${of === 1 ? one : several}`;

/** "63 people, 12 talks, 40 other things", of those that are counted so. */
export function sayKinds(kinds: Kinds, by: 'new' | 'newer' | 'same'): string {
  const known = kinds.flatMap(one => (one[by] && NAMES[one.kind] ? [count(one[by], NAMES[one.kind] as [string, string])] : []));
  const others = kinds.reduce((sum, one) => sum + (NAMES[one.kind] ? 0 : one[by]), 0);
  return [...known, ...(others ? [count(others, ['other thing', 'other things'])] : [])].join(', ');
}
