import type { ComponentChildren } from 'preact';
import { ErrorState } from './states.tsx';
import { Skeleton } from './surfaces.tsx';

interface LoadedProps<T> {
  /** what useQuery or usePages gave */
  of: { data?: T | undefined; items?: T | undefined; error: unknown; reload: () => void };
  lines?: number;
  label?: string;
  children: (data: T) => ComponentChildren;
}

/** What was read, an old answer rather than none; until it is there a skeleton, or what went wrong with the way to try again. */
export function Loaded<T>({ of, lines = 3, label = 'Loading', children }: LoadedProps<T>) {
  const data = of.items ?? of.data;
  if (data !== undefined) return <>{children(data)}</>;
  return of.error ? <ErrorState error={of.error} onRetry={of.reload} /> : <Skeleton lines={lines} label={label} />;
}
