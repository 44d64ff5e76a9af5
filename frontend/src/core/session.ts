import { signal } from '@preact/signals';
import { api, ok, onSignedOut, type Schema } from './api.ts';
import { dropAllDrafts } from './draft.ts';
import { ApiError } from './problem.ts';
import { clearQueries } from './query.ts';

/** Who is signed in and by which session, as GET and POST /api/v1/session tell it. */
export type Account = Schema<'SignedInRead'>;

/** undefined: not known yet; null: nobody. */
export const session = signal<Account | null | undefined>(undefined);
/** Why we do not know who it is: the server could not be asked. */
export const sessionError = signal<Error | undefined>(undefined);

const KNOWN = 'halfhour.signed-in'; // read by public/boot.js, so that the first paint has the right frame

/** Say who is signed in: after sign-in and sign-up (the account) and after sign-out (null). */
export function setSession(account: Account | null): void {
  // to learn that nobody is signed in takes nothing away, least of all an answer that the page for signing in waits for
  if (!account && session.peek()) {
    clearQueries();
    dropAllDrafts();
  }
  session.value = account;
  sessionError.value = undefined;
  try {
    if (account) localStorage.setItem(KNOWN, '1');
    else localStorage.removeItem(KNOWN);
  } catch {
    // storage is closed to us: only the first paint suffers
  }
}

/** Ask the server who is signed in. */
export async function loadSession(): Promise<void> {
  sessionError.value = undefined;
  try {
    setSession(await ok(api.GET('/api/v1/session', {})));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) setSession(null);
    else sessionError.value = error as Error;
  }
}

onSignedOut(() => {
  // an ended session keeps the drafts: it is the same person who comes back
  if (session.peek()) {
    clearQueries();
    session.value = null;
  }
});
