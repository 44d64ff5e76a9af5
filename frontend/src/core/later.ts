import type { ComponentType } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { OfflineError } from './problem.ts';
import { toast } from './ui/Toast.tsx';

/**
 * A dialog or another heavy part in a chunk of its own: fetched when it is first wanted, null until it is there.
 * `const Drawer = useLater(() => import('./Drawer.tsx'), open.value)`; then `{Drawer && <Drawer … />}`.
 */
export function useLater<P>(load: () => Promise<{ default: ComponentType<P> }>, wanted: boolean): ComponentType<P> | null {
  const part = useSignal<{ default: ComponentType<P> } | null>(null);
  useEffect(() => {
    if (!wanted || part.peek()) return;
    load().then(
      module => {
        part.value = module;
      },
      () => toast(new OfflineError().message, { kind: 'problem' }),
    );
  }, [wanted]);
  return wanted ? (part.value?.default ?? null) : null;
}
