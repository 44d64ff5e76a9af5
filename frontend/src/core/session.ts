import { signal } from '@preact/signals';
import { api, ok, onSignedOut, type Schema } from './api.ts';
import { dropAllDrafts } from './draft.ts';
import { ApiError, OfflineError } from './problem.ts';
import { clearQueries } from './query.ts';

/** Who is signed in and by which session, as GET and POST /api/v1/session tell it. */
export type Account = Schema<'SignedInRead'>;

/** undefined: not known yet; null: nobody. */
export const session = signal<Account | null | undefined>(undefined);
/** Why we do not know who it is: the server could not be asked. */
export const sessionError = signal<Error | undefined>(undefined);

const KNOWN = 'halfhour.signed-in'; // read by public/boot.js, so that the first paint has the right frame
const PATIENCE = 4_000; // ms: on a line that hardly carries, who it was last is good enough to go on

/** Who was signed in here last, for a start without a network; until they sign out or the session has ended. */
function remembered(): Account | null {
  try {
    const known = JSON.parse(localStorage.getItem(KNOWN) ?? 'null') as Account | null;
    return known?.id ? known : null;
  } catch {
    return null;
  }
}

function remember(account: Account | null): void {
  try {
    if (account) localStorage.setItem(KNOWN, JSON.stringify(account));
    else localStorage.removeItem(KNOWN);
  } catch {
    // storage is closed to us: only a start without a network suffers
  }
}

/** Say who is signed in: after sign-in and sign-up (the account) and after sign-out (null). */
export function setSession(account: Account | null): void {
  // to learn that nobody is signed in takes nothing away, least of all an answer that the page for signing in waits for
  if (!account && session.peek()) {
    clearQueries();
    dropAllDrafts();
  }
  session.value = account;
  sessionError.value = undefined;
  remember(account);
}

/** Ask the server who is signed in. */
export async function loadSession(): Promise<void> {
  sessionError.value = undefined;
  const known = remembered();
  try {
    setSession(await ok(api.GET('/api/v1/session', known ? { signal: AbortSignal.timeout(PATIENCE) } : {})));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) setSession(null);
    else if (known && error instanceof OfflineError) session.value = known;
    else sessionError.value = error as Error;
  }
}

onSignedOut(() => {
  remember(null);
  // an ended session keeps the drafts: it is the same person who comes back
  if (session.peek()) {
    clearQueries();
    session.value = null;
  }
});
