import { act, actLater } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { edit, setData, useQuery } from '../core/query.ts';
import { OFF, howOf, type How } from './how.ts';

export type Account = Schema<'MailAccountRead'>;

const KEY = ['mail-account'];
const NONE = { version: 0, state: 'off' };

export const useAccount = () => useQuery(KEY, signal => ok(api.GET('/api/v1/mail/account', { signal })));

export async function setAccount(now: Account, body: Schema<'MailAccountSet'>): Promise<Account> {
  const saved = await ok(api.PUT('/api/v1/mail/account', { params: { header: ifMatch(now) }, body }));
  setData(KEY, saved);
  return saved;
}

export const tryAccount = () => act({ send: () => ok(api.POST('/api/v1/mail/account/test')), refresh: [KEY] });

export const forgetAccount = (now: Account) =>
  actLater({
    send: () => ok(api.DELETE('/api/v1/mail/account', { params: { header: ifMatch(now) }, keepalive: true })),
    edits: [edit<Account>(KEY, one => ({ ...one, ...NONE }) as Account)],
    refresh: [KEY],
    said: 'The mail account and its password are forgotten',
  });

export const howMail = (one: Account): How =>
  one.state === 'off' ? OFF : howOf(one.state === 'fine' ? 'ready' : one.state, { says: one.words, last: 'Last used', at: one.last_used_at, error: one.last_error, advice: one.advice });
