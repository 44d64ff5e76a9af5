import { act, actLater } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { edit, setData, useQuery } from '../core/query.ts';
import { howOf, type How } from './how.ts';

export type Account = Schema<'MailAccountRead'>;

const KEY = ['mail-account'];
const OFF = { version: 0, state: 'off', words: '' };

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
    edits: [edit<Account>(KEY, one => ({ ...one, ...OFF }) as Account)],
    refresh: [KEY],
    said: 'The mail account and its password are forgotten',
  });

export const howMail = (one: Account): How => ({
  ...howOf(one.state, { says: one.state === 'off' ? '' : one.words, last: 'Last used', at: one.last_used_at, error: one.last_error, advice: one.advice }),
  ...(one.state === 'fine' && { label: 'Ready' }),
});
