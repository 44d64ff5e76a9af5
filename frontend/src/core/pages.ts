import { useRef } from 'preact/hooks';
import { getData, setData, useQuery, type Key, type Query } from './query.ts';

/** One page of a list as the API gives it. */
export interface Page<T> {
  items: T[];
  next_cursor?: string | null;
}

export interface Pages<T> extends Omit<Query<Page<T>>, 'data'> {
  items: T[] | undefined;
  /** more can be fetched */
  more: boolean;
  fetchMore: () => void;
}

export interface PagesOptions {
  keep?: boolean;
  /** go on until the last page by itself; the first rows are shown as soon as they are there */
  all?: boolean;
}

/**
 * Read a list by its cursor. The pages seen so far are one cached value; asking again starts at the front and fetches
 * as many rows as were there, so that scrolling never jumps.
 */
export function usePages<T>(
  key: Key | null,
  load: (cursor: string | undefined, abort: AbortSignal) => Promise<Page<T>>,
  { keep = false, all = false }: PagesOptions = {},
): Pages<T> {
  const fetching = useRef(false);
  const query = useQuery<Page<T>>(
    key,
    async (abort, show) => {
      const known = (key && getData<Page<T>>(key)) || undefined;
      const wanted = known?.items.length ?? 0;
      const first = await load(undefined, abort);
      let { items, next_cursor: next } = first;
      while (next && (all || items.length < wanted)) {
        if (all && !known) show({ items, next_cursor: next });
        const page = await load(next, abort);
        items = items.concat(page.items);
        next = page.next_cursor;
      }
      return { items, next_cursor: next ?? null };
    },
    { keep },
  );
  const next = query.data?.next_cursor;
  return {
    ...query,
    items: query.data?.items,
    more: Boolean(next),
    fetchMore: () => {
      if (!key || !next || fetching.current || query.busy) return;
      fetching.current = true;
      load(next, new AbortController().signal)
        .then(page => {
          const now = getData<Page<T>>(key);
          if (now?.next_cursor === next) setData<Page<T>>(key, { ...page, items: now.items.concat(page.items) });
        })
        .catch(() => undefined) // the row that asks for more is still there to ask again
        .finally(() => {
          fetching.current = false;
        });
    },
  };
}
