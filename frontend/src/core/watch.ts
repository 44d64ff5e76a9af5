import { useEffect } from 'preact/hooks';

/** Ask again while something goes on elsewhere. */
export function useWatch(on: boolean, reload: () => void, every = 1_000): void {
  useEffect(() => {
    if (!on) return undefined;
    const timer = setInterval(reload, every);
    return () => clearInterval(timer);
  }, [on]);
}
