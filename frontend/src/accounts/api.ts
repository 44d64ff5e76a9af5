import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { navigate } from '../core/router.ts';
import { invalidate, useQuery } from '../core/query.ts';
import { toast } from '../core/ui/Toast.tsx';
import { session, setSession, type Account } from '../core/session.ts';

export type Session = Schema<'SessionRead'>;
export type Token = Schema<'TokenRead'>;
export type Invitation = Schema<'InvitationRead'>;

export const useSetup = () => useQuery(['setup'], signal => ok(api.GET('/api/v1/setup', { signal })));

export const signIn = (body: Schema<'SignIn'>) => ok(api.POST('/api/v1/session', { body }));
export const signUp = (body: Schema<'SignUp'>) => ok(api.POST('/api/v1/accounts', { body }));

const onDevice = () => import('../core/offline/leave.ts');

/** End the session here, and forget what is kept on this device; not before unsent words are sent, unless one is sure. */
export async function signOut(sure = false): Promise<void> {
  const local = await onDevice();
  const me = session.peek()?.id ?? '';
  const left = sure ? 0 : await local.leftHere(me);
  if (left) {
    toast(`${left === 1 ? 'Something you wrote is' : `${left} things you wrote are`} not sent yet, and would be lost.`, { kind: 'problem', label: 'Sign out anyway', run: () => void signOut(true) });
    return;
  }
  const ended = await act({ send: async () => (await ok(api.DELETE('/api/v1/session', {})), true) });
  if (ended) {
    await local.wipe(me); // before the session is nobody's, or the screen finds its own way to sign in meanwhile
    setSession(null);
    navigate('/sign-in', { replace: true });
  }
}

/** Type the password again: some things ask for it within the last ten minutes. */
export const prove = (password: string) => ok(api.POST('/api/v1/session/proof', { body: { password } }));

export async function saveAccount(account: Account, changes: Schema<'AccountChange'>): Promise<Account> {
  const saved = await ok(api.PATCH('/api/v1/account', { params: { header: ifMatch(account) }, body: changes }));
  const now = { ...account, ...saved };
  session.value = now;
  return now;
}

export const changePassword = (body: Schema<'PasswordChange'>) => ok(api.PUT('/api/v1/account/password', { body }));

export async function deleteAccount(password: string): Promise<void> {
  const local = await onDevice();
  await ok(api.DELETE('/api/v1/account', { body: { password } }));
  await local.wipe(session.peek()?.id ?? '');
  setSession(null);
  navigate('/sign-up', { replace: true });
}

export const useSessions = () => useQuery(['sessions'], signal => ok(api.GET('/api/v1/sessions', { signal })));

export const endSession = (one: Session) =>
  act({
    send: () => ok(api.DELETE('/api/v1/sessions/{session_id}', { params: { path: { session_id: one.id } } })),
    refresh: [['sessions']],
    said: 'That browser is signed out',
  });

export const endOthers = () =>
  act({ send: () => ok(api.DELETE('/api/v1/sessions', {})), refresh: [['sessions']], said: 'Every other browser is signed out' });

export const useTokens = () => useQuery(['tokens'], signal => ok(api.GET('/api/v1/tokens', { signal })));

export async function makeToken(body: Schema<'TokenCreate'>): Promise<Schema<'NewTokenRead'>> {
  const made = await ok(api.POST('/api/v1/tokens', { body }));
  invalidate(['tokens']);
  return made;
}

export const revokeToken = (one: Token) =>
  act({
    send: () => ok(api.DELETE('/api/v1/tokens/{token_id}', { params: { path: { token_id: one.id } } })),
    refresh: [['tokens']],
    said: `${one.name} no longer works`,
  });

export const useInvitations = () => useQuery(['invitations'], signal => ok(api.GET('/api/v1/invitations', { signal })));

export async function invite(note: string): Promise<Schema<'NewInvitationRead'>> {
  const made = await ok(api.POST('/api/v1/invitations', { body: { note } }));
  invalidate(['invitations']);
  return made;
}

export const takeBackInvitation = (one: Invitation) =>
  act({
    send: () => ok(api.DELETE('/api/v1/invitations/{invitation_id}', { params: { path: { invitation_id: one.id } } })),
    refresh: [['invitations']],
    said: 'The link no longer works',
  });
