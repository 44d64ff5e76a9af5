import type { Schema } from '../core/api.ts';

export type Profile = Schema<'ProfileRead'>;
export type Criterion = Schema<'CriterionRead'>;
export type Kind = Schema<'CriterionKind'>;

export const KINDS: Record<Kind, { one: string; many: string }> = {
  value: { one: 'Value', many: 'Values' },
  skill: { one: 'Skill', many: 'Skills' },
  interest: { one: 'Interest', many: 'Interests' },
};

export const KIND_NAMES = Object.keys(KINDS) as Kind[];

/** What the five weights mean, from 1. */
export const WEIGHTS = ['a little', 'somewhat', 'clearly', 'a lot', 'decisive'] as const;

/** How a field is called where two versions of it are shown. */
export const LABELS: Partial<Record<keyof Profile & string, string>> = {
  current_work: 'Your work today',
  dislikes: 'What bothers you',
  joys: 'What makes you happy',
  goals_1_year: 'In a year',
  goals_5_years: 'In five years',
  goals_10_years: 'In ten years',
  skills_to_use: 'Skills to use',
  skills_to_strengthen: 'Skills to strengthen',
  values: 'Values',
  interests: 'Interests',
  signature: 'Name under your letters',
  weekly_asks: 'People to ask in a week',
};

export interface Suggestion {
  name: string;
  kind: Kind;
}

/** As the server compares names: case, accents and signs make no difference. */
const key = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(' ') ?? name.toLowerCase();

/** The person's own words that are no criterion yet, values first; the same words in two places once. */
export function suggestions(profile: Pick<Profile, 'values' | 'skills_to_use' | 'skills_to_strengthen' | 'interests'>, criteria: readonly Pick<Criterion, 'name'>[]): Suggestion[] {
  const known = new Set(criteria.map(one => key(one.name)));
  const sources: [readonly string[], Kind][] = [
    [profile.values, 'value'],
    [profile.skills_to_use, 'skill'],
    [profile.skills_to_strengthen, 'skill'],
    [profile.interests, 'interest'],
  ];
  const found: Suggestion[] = [];
  for (const [names, kind] of sources) {
    for (const name of names) {
      if (known.has(key(name))) continue;
      known.add(key(name));
      found.push({ name, kind });
    }
  }
  return found;
}

/** Lines of text as they are kept: without the empty ones. A pasted list becomes its lines, without its marks. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map(line => line.replace(/^\s*(?:[-*•–]|\d+[.)])\s+/, '').trim())
    .filter(Boolean);
}
