import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { navigate, path, query } from '../core/router.ts';
import { loadSession, session, sessionError } from '../core/session.ts';
import { bind } from '../core/shortcuts.ts';
import { ErrorState } from '../core/ui/states.tsx';
import { Skeleton } from '../core/ui/surfaces.tsx';
import { Toasts, runToast } from '../core/ui/Toast.tsx';
import { conflict } from '../core/edit.ts';
import { findRoute, goOn, home, nav } from './features.ts';
import { NotFound } from './NotFound.tsx';
import { Outlet } from './Outlet.tsx';
import { openOverlay, overlay } from './overlay.ts';
import { Shell } from './Shell.tsx';

/** Overlays come in chunks of their own; a signal holds the one that is there. */
const shown = signal<ComponentType | null>(null);

const OVERLAYS: Record<string, () => Promise<{ default: ComponentType }>> = {
  palette: () => import('./Palette.tsx'),
  shortcuts: () => import('./ShortcutsDialog.tsx'),
  conflict: () => import('../core/ui/ConflictDialog.tsx'),
};

function Overlays() {
  const name = conflict.value ? 'conflict' : overlay.value;
  useEffect(() => {
    let late = false;
    if (name) void OVERLAYS[name]?.().then(module => !late && (shown.value = module.default));
    return () => {
      late = true;
      shown.value = null;
    };
  }, [name]);
  const Shown = name && shown.value;
  return Shown ? <Shown /> : null;
}

function Screen() {
  const here = path.value;
  const who = session.value;
  const found = findRoute(here);
  const open = found?.route.open;
  const toSignIn = who === null && !open && here !== '/sign-in';

  useEffect(() => {
    if (toSignIn) navigate(`/sign-in?next=${encodeURIComponent(here + location.search)}`, { replace: true });
    else if (who && here === '/') navigate(home(), { replace: true });
    else if (who && here === '/sign-in') navigate(insideOnly(query.peek().get('next')), { replace: true });
  }, [toSignIn, who, here]);

  if (sessionError.value && !open && !who) {
    return <ErrorState page error={sessionError.value} onRetry={() => void loadSession()} />;
  }
  if (toSignIn || (who && (here === '/' || here === '/sign-in'))) return null;
  const page = found ? (
    who || open ? (
      <Outlet route={found.route} params={found.params} path={here} />
    ) : (
      <Skeleton page lines={5} />
    )
  ) : here === '/' ? null : (
    <NotFound />
  );
  if (found?.route.frame === 'bare' || (open && !who)) {
    return (
      <main id="main" class="main" tabIndex={-1}>
        {page}
      </main>
    );
  }
  return <Shell>{page}</Shell>;
}

/** `next` comes from the address bar: only a path of ours is followed. */
function insideOnly(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : home();
}

export function App() {
  useEffect(() => {
    void loadSession().then(() => setTimeout(goOn, 1_000));
    return bind(
      { keys: 'mod+k', label: 'Search and commands', run: () => openOverlay('palette'), whileTyping: true },
      { keys: '/', label: 'Search and commands', run: () => openOverlay('palette') },
      { keys: '?', label: 'Show the shortcuts', run: () => openOverlay('shortcuts') },
      { keys: 'alt+u', label: 'Undo, or what the message offers', run: () => void runToast(), whileTyping: true },
      ...nav.filter(entry => entry.key).map(entry => ({ keys: `g ${entry.key}`, label: `Go to ${entry.label}`, run: () => navigate(entry.href) })),
    );
  }, []);
  return (
    <>
      <Screen />
      <Overlays />
      <Toasts />
    </>
  );
}
