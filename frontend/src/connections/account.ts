import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { setData, useQuery } from '../core/query.ts';

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
