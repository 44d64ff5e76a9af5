import type { Schema } from '../core/api.ts';

export type Question = Schema<'QuestionRead'>;
export type Category = Schema<'Category'>;
export type Check = Schema<'Check'>;
export type Finding = Schema<'FindingRead'>;
export type Starter = Schema<'StarterRead'>;
export type Counts = Schema<'QuestionCounts'>;

/** The topics, in the order in which a talk often takes them. */
export const CATEGORIES: Record<Category, string> = {
  path: 'Their path',
  motivation: 'What drew them',
  typical_day: 'A typical day',
  fulfilment: 'What fulfills them',
  worst_part: 'The worst part',
  skills: 'Skills',
  expectations: 'Expectations and reality',
  pay: 'Pay',
  culture: 'The place and its people',
  hindsight: 'What they wish they had known',
  getting_in: 'Getting in',
  future: 'Where it is going',
  broad_view: 'The view from above',
  peers: 'Between peers',
  next_steps: 'Next steps',
  closing: 'Closing',
  other: 'Everything else',
};

export const CATEGORY_NAMES = Object.keys(CATEGORIES) as Category[];
export const isCategory = (text: string | null): text is Category => text !== null && Object.hasOwn(CATEGORIES, text);
export const CATEGORY_OPTIONS = CATEGORY_NAMES.map(value => ({ value, label: CATEGORIES[value] }));

/** What each check found, in two or three words. */
export const CHECKS: Record<Check, string> = {
  closed: 'Yes or no',
  leading: 'Leads the answer',
  double: 'Two in one',
  long: 'Long',
  searchable: 'A search would tell',
  job_ask: 'Asks for a job',
  self_centred: 'About you',
};

/** The whole questions that a mend proposes, as they stand between its curly quotes; beginnings such as “Tell me about…” are none. */
export function proposals(mend: string): string[] {
  const found = [...mend.matchAll(/“([^“”]+)”/g)].map(([, words = '']) => words.trim());
  return [...new Set(found)].filter(words => /[?.]$/.test(words) && !words.endsWith('..') && words.split(/\s+/).length > 2);
}

/** Where somebody stands in their field. Said here too: what several steps share is waited for by the first screen. */
export const LEVELS: Record<Schema<'Level'>, string> = { entry: 'Starting out', peer: 'At my level', senior: 'Senior', manager: 'Manager', executive: 'Executive' };

export interface Group<T> {
  category: Category;
  items: T[];
}

/** By category, in the order of a talk; empty categories are left out. What we do not know is told under "Everything else". */
export function byCategory<T extends { category: Category }>(items: readonly T[]): Group<T>[] {
  const groups = new Map<Category, T[]>(CATEGORY_NAMES.map(name => [name, []]));
  for (const item of items) (groups.get(item.category) ?? groups.get('other'))?.push(item);
  return [...groups].filter(([, ones]) => ones.length).map(([category, ones]) => ({ category, items: ones }));
}

/** "asked twice"; nothing for a question that still waits. */
export function sayAsked(times: number): string {
  return times === 0 ? '' : times === 1 ? 'asked once' : times === 2 ? 'asked twice' : `asked ${times} times`;
}

/** What those who listen are told once the advice is there. */
export function sayAdvice(findings: readonly Pick<Finding, 'check'>[]): string {
  if (!findings.length) return 'Nothing to mend.';
  const names = findings.map(one => CHECKS[one.check].toLowerCase()).join(', ');
  return `${findings.length === 1 ? 'One piece' : `${findings.length} pieces`} of advice: ${names}.`;
}

export interface Filters {
  q: string;
  category: Category | '';
  tag: string;
  asked: '' | 'yes' | 'no';
}

/** What the address asks for; anything it should not hold is left out. */
export function readFilters(from: URLSearchParams): Filters {
  const category = from.get('category');
  const asked = from.get('asked');
  return {
    q: (from.get('q') ?? '').slice(0, 200),
    category: isCategory(category) ? category : '',
    tag: (from.get('tag') ?? '').slice(0, 60),
    asked: asked === 'yes' || asked === 'no' ? asked : '',
  };
}

export const filtered = ({ q, category, tag, asked }: Filters): boolean => Boolean(q.trim() || category || tag || asked);
export const NONE = { q: null, category: null, tag: null, asked: null };
