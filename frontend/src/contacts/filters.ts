import { LEVELS, SOURCES, STAGES, type Level, type Source, type Stage } from './contact.ts';

/** What can be filtered by, and in which order; all of it lives in the address. */
export interface Filters {
  q: string;
  stage: Stage | '';
  level: Level | '';
  source: Source | '';
  tag: string;
  career: string;
  organization: string;
  sort: Sort;
}

export const SORTS = {
  '-updated_at': 'Changed last',
  '-created_at': 'Added last',
  name: 'Name',
  '-name': 'Name, from Z',
  '-last_touch_at': 'In touch most recently',
  last_touch_at: 'In touch longest ago',
  difficulty: 'Easiest to ask',
  '-difficulty': 'Hardest to ask',
} as const;

export type Sort = keyof typeof SORTS;
export const keysOfSorts = () => Object.keys(SORTS) as Sort[];

const known = <K extends string>(value: string | null, of: Record<K, unknown>): K | '' => (value !== null && Object.hasOwn(of, value) ? (value as K) : '');
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const id = (value: string | null): string => (value && ID.test(value) ? value : '');

/** An address may be old or mistyped: what it says and we do not know is as if it were not there. */
export function readFilters(query: URLSearchParams): Filters {
  return {
    q: (query.get('q') ?? '').slice(0, 200),
    stage: known(query.get('stage'), STAGES),
    level: known(query.get('level'), LEVELS),
    source: known(query.get('source'), SOURCES),
    tag: (query.get('tag') ?? '').slice(0, 60),
    career: id(query.get('career')),
    organization: id(query.get('organization')),
    sort: known(query.get('sort'), SORTS) || '-updated_at',
  };
}

/** As the API wants it: only what is chosen. */
export function asked({ q, stage, level, source, tag, career, organization, sort }: Filters) {
  return {
    sort,
    ...(q.trim() && { q: q.trim() }),
    ...(stage && { stage }),
    ...(level && { level }),
    ...(source && { source }),
    ...(tag && { tag }),
    ...(career && { career_id: career }),
    ...(organization && { organization_id: organization }),
  };
}

/** The filters of the drawer that are on; the words and the stage have their own place on the page. */
export const narrowing = (filters: Filters): ('level' | 'source' | 'tag' | 'career' | 'organization')[] =>
  (['level', 'source', 'tag', 'career', 'organization'] as const).filter(name => filters[name]);

/** Whether this is not the whole list. */
export const filtered = (filters: Filters): boolean => Boolean(filters.q.trim() || filters.stage || narrowing(filters).length);

export const NONE = { q: null, stage: null, level: null, source: null, tag: null, career: null, organization: null };
