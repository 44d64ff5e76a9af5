import { computed, signal } from '@preact/signals';

const address = signal(new URL(location.href));

/** The path shown, and its query; both are signals. */
export const path = computed(() => address.value.pathname);
export const query = computed(() => address.value.searchParams);

export type Params = Record<string, string>;

/** The named parts of a path that fits the pattern, or null: `/contacts/:id`. A trailing slash makes no difference. */
export function match(pattern: string, of: string): Params | null {
  const wanted = pattern.split('/').filter(Boolean);
  const given = of.split('/').filter(Boolean);
  if (wanted.length !== given.length) return null;
  const params: Params = {};
  for (const [place, part] of wanted.entries()) {
    const value = given[place] as string;
    if (part.startsWith(':')) {
      try {
        params[part.slice(1)] = decodeURIComponent(value);
      } catch {
        return null; // a malformed escape is no address of ours
      }
    } else if (part !== value) return null;
  }
  return params;
}

/** Go somewhere inside the app. */
export function navigate(to: string, { replace = false } = {}): void {
  const next = new URL(to, location.href);
  if (next.origin !== location.origin) {
    location.assign(next);
    return;
  }
  const moved = next.pathname !== address.peek().pathname;
  if (next.href !== location.href) {
    if (replace) history.replaceState(history.state, '', next);
    else history.pushState({ inside: true }, '', next);
  }
  address.value = next;
  if (moved) scrollTo(0, 0);
}

/** Change some of the query and keep the rest; empty values go away. Filters live there, so that they can be linked to. */
export function setQuery(changes: Record<string, string | null | undefined>, { replace = true } = {}): void {
  const next = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.searchParams.set(name, value);
    else next.searchParams.delete(name);
  }
  navigate(next.href, { replace });
}

/** Back to where the person came from, or to a given place when they came from outside. */
export function back(otherwise: string): void {
  if ((history.state as { inside?: true } | null)?.inside) history.back();
  else navigate(otherwise, { replace: true });
}

addEventListener('popstate', () => {
  address.value = new URL(location.href);
});

// Every plain <a href> to a page of the app is followed without loading it anew.
document.addEventListener('click', event => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest?.('a');
  if (!link?.href || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (/^\/(api|docs|openapi\.json|health)(\/|$)/.test(link.pathname)) return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  navigate(link.href);
});
