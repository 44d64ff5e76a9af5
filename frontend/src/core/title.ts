import { useEffect } from 'preact/hooks';

/** What the window is called, so that tabs and the history tell screens apart; undefined leaves it to another. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title) document.title = `${title} · Halfhour`;
  }, [title]);
}
