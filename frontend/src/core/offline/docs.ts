import { all, asked, one, within } from './db.ts';
import { both, plain } from './both.ts';

export type Values = Record<string, unknown>;

/** A request as it was first tried: a retry is the same to the letter, so that the server knows it again. */
export interface Sending {
  method: 'POST' | 'PATCH';
  path: string;
  body: Values;
  version?: number;
  key: string;
}

/** Something that is written on this device: as the server last had it, and what was changed since. */
export interface Doc {
  id: string;
  /** what it belongs to: a talk */
  of: string;
  /** where its kind is kept: /api/v1/notes */
  at: string;
  /** what is said once, when it is added */
  first?: Values;
  /** null: the server has not heard of it */
  base: Values | null;
  mine: Values;
  unsent?: 1;
  sending?: Sending;
  /** why it was refused: it is not sent again before it is changed, or the person says so */
  problem?: string;
  /** another device had written too, and both texts were kept */
  twice?: true;
}

export const valuesOf = (doc: Doc): Values => ({ ...doc.base, ...doc.mine });
export const docsOf = (account: string, of: string): Promise<Doc[]> => all<Doc>(account, 'docs', 'of', of);
export const unsentDocs = (account: string): Promise<Doc[]> => all<Doc>(account, 'docs', 'unsent');
export const docOf = (account: string, id: string): Promise<Doc | undefined> => one<Doc>(account, 'docs', id);

/** What differs from what the server has waits to be sent. What is under way counts: it may be there in a moment. */
function marked(doc: Doc): Doc {
  if (doc.base && !doc.sending) doc.mine = Object.fromEntries(Object.entries(doc.mine).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(doc.base?.[name])));
  if (Object.keys(doc.mine).length) doc.unsent = 1;
  else {
    delete doc.unsent;
    delete doc.problem;
  }
  return doc;
}

/** Change a doc in one transaction: nothing of another tab, or of a flush that runs meanwhile, is lost. */
export const reshape = (account: string, id: string, shape: (doc: Doc | undefined) => Doc | undefined | null): Promise<Doc | undefined> =>
  within(account, ['docs'], async store => {
    const docs = store('docs');
    const found = await asked<Doc | undefined>(docs.get(id));
    const now = shape(found);
    if (now) docs.put(marked(now));
    else if (now === null) docs.delete(id);
    return now ?? found;
  });

/** Write down what was typed; `seen` are the texts that it was typed over. */
export const write = (account: string, blank: Doc, changes: Values, seen: Values): Promise<Doc | undefined> =>
  reshape(account, blank.id, found => {
    const { problem: _mended, ...doc } = found ?? blank;
    const before = valuesOf(doc);
    for (const [name, value] of Object.entries(changes)) {
      const text = typeof value === 'string' && typeof before[name] === 'string' && typeof seen[name] === 'string';
      doc.mine = { ...doc.mine, [name]: text ? both(seen[name] as string, before[name] as string, value as string) : value };
    }
    return doc;
  });

/** What the server has now, put under what was written here: of two texts both are kept. */
export function over(doc: Doc, theirs: Values): Doc {
  const { sending: _over, ...rest } = doc;
  const mine = { ...doc.mine };
  for (const [name, ours] of Object.entries(mine)) {
    const [base, other] = [doc.base?.[name] ?? '', theirs[name]];
    if (typeof ours !== 'string' || typeof other !== 'string' || typeof base !== 'string') continue;
    const kept = both(base, other, ours);
    if (plain(kept) !== plain(ours) && plain(kept) !== plain(other)) rest.twice = true;
    mine[name] = kept;
  }
  return { ...rest, base: theirs, mine };
}

/** Bring in what was read from the server: what is untouched here follows it, what is not is put together when it is sent. */
export const bring = (account: string, of: string, at: string, items: readonly (Values & { id: string })[]): Promise<void> =>
  within(account, ['docs'], async store => {
    const docs = store('docs');
    const there = (await asked<Doc[]>(docs.index('of').getAll(of))).filter(doc => doc.at === at);
    for (const item of items) {
      const known = there.find(doc => doc.id === item.id);
      if (!known?.unsent) docs.put({ id: item.id, of, at, base: item, mine: {}, ...(known?.twice && { twice: true }) });
    }
    const ids = new Set(items.map(item => item.id));
    for (const doc of there) if (!doc.unsent && !ids.has(doc.id)) docs.delete(doc.id);
  });
