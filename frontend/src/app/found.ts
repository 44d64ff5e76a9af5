import { api, ok, type Schema } from '../core/api.ts';
import type { IconName } from '../core/ui/icons.ts';

export type Span = Schema<'Span'>;

/** One hit of the search, ready to be shown. */
export interface Found {
  id: string;
  title: Span[];
  hint: Span[];
  icon: IconName;
  href: string;
}

const PLACES: Record<string, { icon: IconName; path: string; word: string }> = {
  contact: { icon: 'user', path: '/contacts', word: 'Person' },
  organization: { icon: 'building-2', path: '/organizations', word: 'Organization' },
  career: { icon: 'compass', path: '/careers', word: 'Career' },
  interview: { icon: 'coffee', path: '/interviews', word: 'Interview' },
  question: { icon: 'circle-help', path: '/questions', word: 'Question' },
  note: { icon: 'notebook-pen', path: '/notes', word: 'Note' },
};

/** Everything of the person's that has these words, best first. */
export async function findEverywhere(q: string, signal: AbortSignal): Promise<Found[]> {
  const { items } = await ok(api.GET('/api/v1/search', { params: { query: { q, limit: 12 } }, signal }));
  return (items as Schema<'Found'>[]).flatMap(({ kind, id, title, snippet }) => {
    const place = PLACES[kind];
    if (!place) return []; // a kind that this version has no page for
    const told = snippet.some((span: Span) => span.text.trim()) ? snippet : [{ text: place.word, hit: false }];
    return [{ id: `${kind}-${id}`, title, hint: told, icon: place.icon, href: `${place.path}/${id}` }];
  });
}
