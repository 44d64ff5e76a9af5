import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { setData, useQuery } from '../core/query.ts';
import { NAMES } from './names.ts';

export type AccountImport = Schema<'AccountImportRead'>;

const keyOf = (id: string) => ['account-import', id];

/** Send an export; nothing is added by it. */
export async function look(file: File): Promise<AccountImport> {
  const one = await ok(api.POST('/api/v1/import', { params: { query: { name: file.name } }, body: '' as never, bodySerializer: () => file }));
  setData(keyOf(one.id), one);
  return one;
}

export const useAccountImport = (id: string) =>
  useQuery<AccountImport>(id ? keyOf(id) : null, signal => ok(api.GET('/api/v1/import/{account_import_id}', { params: { path: { account_import_id: id } }, signal })));

export const takeIn = (one: AccountImport) =>
  act({
    send: async () => setData(keyOf(one.id), await ok(api.POST('/api/v1/import/{account_import_id}/commit', { params: { path: { account_import_id: one.id }, header: ifMatch(one) } }))),
    refresh: [keyOf(one.id)],
  });

const count = (of: number, [one, several]: [string, string]): string => `${of.toLocaleString()} ${of === 1 ? one : several}`;

/** "63 people, 12 talks, 40 other things", of those that are counted so. */
export function sayKinds(kinds: AccountImport['kinds'], by: 'new' | 'newer' | 'same'): string {
  const known = kinds.flatMap(one => (one[by] && NAMES[one.kind] ? [count(one[by], NAMES[one.kind] as [string, string])] : []));
  const others = kinds.reduce((sum, one) => sum + (NAMES[one.kind] ? 0 : one[by]), 0);
  return [...known, ...(others ? [count(others, ['other thing', 'other things'])] : [])].join(', ');
}
