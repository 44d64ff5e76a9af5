import { signal, useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { PageProps, Route } from '../core/feature.ts';
import type { Params } from '../core/router.ts';
import { OfflineError } from '../core/problem.ts';
import { Skeleton } from '../core/ui/surfaces.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';

const pages = new Map<Route, ComponentType<PageProps>>();
const arrived = signal(0);
const failed = signal<Route | null>(null);

/** Fetch a page's chunk; also called when its link is pointed at. */
export function loadPage(route: Route): void {
  if (pages.has(route)) return;
  route.load().then(
    module => {
      pages.set(route, module.default);
      arrived.value += 1;
    },
    () => {
      failed.value = route;
    },
  );
}

/** The page of a route. The former one stays until the new chunk is there, under a thin line. */
export function Outlet({ route, params, path }: { route: Route; params: Params; path: string }) {
  const first = useRef(true);
  const last = useRef<{ route: Route; params: Params; path: string } | null>(null);
  const hasFailed = useSignal(false);
  hasFailed.value = failed.value === route;
  void arrived.value;
  const ready = pages.has(route);
  if (ready) last.current = { route, params, path };
  const shown = last.current;

  useEffect(() => {
    failed.value = null;
    loadPage(route);
  }, [route]);

  // a new page is a new place: those who listen or use the keyboard start at its heading
  useLayoutEffect(() => {
    if (!ready) return;
    if (first.current) first.current = false;
    else (document.querySelector<HTMLElement>('#main h1') ?? document.getElementById('main'))?.focus({ preventScroll: true });
  }, [path, ready]);

  if (hasFailed.value && !ready) return <ErrorState page error={new OfflineError()} onRetry={() => location.reload()} />;
  const Shown = shown && pages.get(shown.route);
  return (
    <>
      {!ready && <div class="arriving" />}
      {Shown ? (
        <ErrorBoundary key={shown.path}>
          <Shown params={shown.params} />
        </ErrorBoundary>
      ) : (
        <Skeleton page lines={5} />
      )}
    </>
  );
}
