import { api, ok } from '../core/api.ts';
import type { IconName } from '../core/ui/icons.ts';

/** One hit of GET /search, ready to be shown. */
export interface Found {
  id: string;
  label: string;
  hint: string;
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

interface Hit {
  kind: string;
  id: string;
  title: string;
  snippet?: string | null;
}

/** Highlights come as marks in the text; the palette shows plain words. */
const plain = (text: string) => text.replace(/<\/?(mark|b|em)>/g, '').replaceAll('\u0002', '').replaceAll('\u0003', '');

/** Everything of the person's that has these words, best first. */
export async function findEverywhere(q: string, signal: AbortSignal): Promise<Found[]> {
  const answer: { items: Hit[] } = await ok(api.GET('/api/v1/search', { params: { query: { q, limit: 12 } }, signal }));
  return answer.items.flatMap(hit => {
    const place = PLACES[hit.kind];
    if (!place) return [];
    const more = hit.snippet ? plain(hit.snippet) : '';
    return [{ id: `${hit.kind}-${hit.id}`, label: plain(hit.title), hint: more && more !== hit.title ? more : place.word, icon: place.icon, href: `${place.path}/${hit.id}` }];
  });
}
