import { useEffect } from 'preact/hooks';

/** The whole screen for the talk, or back. Where the browser can't, nothing happens. */
export const toggleFullScreen = (on = !document.fullscreenElement): void => {
  void (on ? document.documentElement.requestFullscreen?.({ navigationUI: 'hide' }) : document.exitFullscreen?.())?.catch(() => undefined);
};

/** The screen stays on while `on`; taken again whenever the page is looked at again, for the browser lets go of it then. */
export function useAwake(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    let lock: Promise<WakeLockSentinel | undefined> | undefined;
    const take = () => {
      if (document.visibilityState === 'visible') lock = navigator.wakeLock?.request('screen').catch(() => undefined);
    };
    take();
    document.addEventListener('visibilitychange', take);
    return () => {
      document.removeEventListener('visibilitychange', take);
      void lock?.then(held => held?.release());
    };
  }, [on]);
}
