import { applyEdits, invalidate, type Edit, type Key } from './query.ts';
import { sayError } from './problem.ts';
import { toast } from './ui/Toast.tsx';

export interface Act<T> {
  /** the request; called again when the person presses "Try again" */
  send: () => Promise<T>;
  /** shown at once and taken back when the server refuses */
  edits?: Edit[];
  /** what may have changed elsewhere; asked again when the answer is there */
  refresh?: Key[];
  /** what to tell when it is done: "Ann Lee is in the bin" */
  said?: string | ((answer: T) => string);
  /** takes it back; offered in the toast. Instead of asking "are you sure?" */
  undo?: (answer: T) => Promise<unknown>;
}

/**
 * Do what the person pressed: show it, send it, say it, offer to undo it. Refusals are told in a toast with the
 * chance to try again, so callers need no catch; undefined means that it did not happen.
 */
export async function act<T>({ send, edits = [], refresh = [], said, undo }: Act<T>): Promise<T | undefined> {
  const takeBack = applyEdits(edits);
  try {
    const answer = await send();
    invalidate(...refresh);
    const message = typeof said === 'function' ? said(answer) : said;
    if (message) {
      toast(message, undo && { label: 'Undo', run: () => void act({ send: () => undo(answer), refresh, said: 'Undone' }) });
    }
    return answer;
  } catch (error) {
    takeBack();
    invalidate(...refresh);
    toast(sayError(error), {
      kind: 'problem',
      label: 'Try again',
      run: () => void act({ send, edits, refresh, ...(said && { said }), ...(undo && { undo }) }),
    });
    return undefined;
  }
}

const UNDO_FOR = 12_000; // ms: as long as the toast with Undo stays

/** For what cannot be brought back: out of sight at once, sent when the time to undo it has passed or the page is left. */
export function actLater({ send, edits = [], refresh = [], said, undone }: Pick<Act<unknown>, 'send' | 'edits' | 'refresh'> & { said: string; undone?: () => void }): void {
  const takeBack = applyEdits(edits);
  const stop = () => {
    clearTimeout(timer);
    removeEventListener('pagehide', go);
  };
  const go = () => {
    stop();
    void act({ send, refresh });
  };
  const timer = setTimeout(go, UNDO_FOR);
  addEventListener('pagehide', go);
  toast(said, {
    label: 'Undo',
    run: () => {
      stop();
      takeBack();
      undone?.();
    },
  });
}
