import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { usePages } from '../core/pages.ts';
import { getData, invalidate, setData, useQuery } from '../core/query.ts';
import type { Brief, Choice, FieldName, Import, Row } from './batch.ts';

/** Lists of which an import, or taking it back, changes what is in them. */
export const TOUCHED = [['contacts'], ['contact'], ['organizations'], ['organization']];

/** What the server takes at most; told before a large file has travelled. */
export const MOST_BYTES = 20 * 2 ** 20;

export const upload = (file: File): Promise<Import> =>
  ok(
    api.POST('/api/v1/imports', {
      body: { file: '' }, // the contract can only call a file a string: what is sent is the form below
      bodySerializer: () => {
        const form = new FormData();
        form.append('file', file, file.name);
        return form;
      },
    }),
  );

export const useImports = () => usePages<Brief>(['imports'], (cursor, abort) => ok(api.GET('/api/v1/imports', { params: { query: { limit: 20, cursor } }, signal: abort })));

const key = (id: string) => ['import', id];
const path = (id: string) => ({ import_id: id });

export const useImport = (id: string) => useQuery<Import>(key(id), abort => ok(api.GET('/api/v1/imports/{import_id}', { params: { path: path(id) }, signal: abort })));

export const useRows = (one: Import, status: Choice | '') =>
  usePages<Row>(
    // another choice of columns, or another outcome, makes other rows of the same file
    ['import-rows', one.id, one.version, status],
    (cursor, abort) => ok(api.GET('/api/v1/imports/{import_id}/rows', { params: { path: path(one.id), query: { limit: cursor ? 200 : 60, cursor, ...(status && { status }) } }, signal: abort })),
    { keep: true },
  );

/** Keep what the server answers as what is known of the import. */
function settle(one: Import): Import {
  setData(key(one.id), one);
  invalidate(['imports']);
  return one;
}

let queue: Promise<unknown> = Promise.resolve();
let waiting = 0;

/** Choices show at once and are sent one after the other, each over the version that the one before has made. */
function choose(id: string, body: Schema<'ImportUpdate'>, shown: (now: Import) => Import): Promise<Import> {
  const now = getData<Import>(key(id));
  if (now) setData(key(id), shown(now));
  waiting += 1;
  const send = async () => {
    const { version } = getData<Import>(key(id)) ?? { version: 0 };
    try {
      const saved = await ok(api.PATCH('/api/v1/imports/{import_id}', { params: { path: path(id), header: ifMatch({ version }) }, body }));
      const latest = getData<Import>(key(id));
      // while more is on its way, what was chosen meanwhile stays in view
      return waiting > 1 && latest ? (setData(key(id), { ...latest, version: saved.version }), saved) : settle(saved);
    } catch (error) {
      invalidate(key(id));
      throw error;
    } finally {
      waiting -= 1;
    }
  };
  const sent = queue.then(send);
  queue = sent.catch(() => undefined);
  return sent;
}

export type Settings = Pick<Schema<'ImportUpdate'>, 'source' | 'duplicates' | 'date_order'>;

export const chooseSetting = (id: string, body: Settings) => choose(id, body, now => ({ ...now, ...(body as Partial<Import>) }));

/** Take a column as something else; all columns are sent, as they stand now. */
export function chooseColumn(id: string, index: number, field: FieldName): Promise<Import> {
  const now = getData<Import>(key(id));
  const columns = now?.columns.map(column => (column.index === index ? { ...column, field } : column)) ?? [];
  return choose(id, { fields: columns.map(column => column.field) }, shown => ({ ...shown, columns }));
}

/** Keep it, once what was chosen last has been answered: as it stands then. */
export async function commit({ id }: Import): Promise<Import> {
  await queue;
  const one = getData<Import>(key(id)) as Import;
  return settle(await ok(api.POST('/api/v1/imports/{import_id}/commit', { params: { path: path(id), header: ifMatch(one) } })));
}

export const takeBack = async (one: Import) => settle(await ok(api.POST('/api/v1/imports/{import_id}/undo', { params: { path: path(one.id), header: ifMatch(one) } })));
