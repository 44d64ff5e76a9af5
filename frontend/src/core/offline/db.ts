/** The words of one person on this device: a database for each account, so that nobody else sees or sends them. */
const nameOf = (account: string) => `halfhour.${account}`;

export type StoreName = 'kept' | 'docs' | 'outbox' | 'parts';

const opened = new Map<string, Promise<IDBDatabase>>();

function open(account: string): Promise<IDBDatabase> {
  const known = opened.get(account);
  if (known) return known;
  const opening = new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(nameOf(account), 1);
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore('kept', { keyPath: 'id' });
      const docs = db.createObjectStore('docs', { keyPath: 'id' });
      docs.createIndex('of', 'of');
      docs.createIndex('unsent', 'unsent'); // only those that have it
      // the order is that of the keys: clocks tie within a millisecond and can go back
      db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
      db.createObjectStore('parts', { autoIncrement: true }).createIndex('of', 'of');
    };
    request.onsuccess = () => {
      const gone = () => opened.delete(account);
      request.result.onclose = gone;
      request.result.onversionchange = () => {
        request.result.close(); // wiped by another tab
        gone();
      };
      resolve(request.result);
    };
    request.onerror = () => {
      opened.delete(account);
      reject(request.error);
    };
  });
  opened.set(account, opening);
  return opening;
}

/** The result of a request of a transaction. */
export const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** One transaction, given back when it is on the disk. `act` may await nothing but `asked`, or the browser ends it early. */
export async function within<T>(account: string, names: StoreName[], act: (store: (name: StoreName) => IDBObjectStore) => Promise<T>, mode: IDBTransactionMode = 'readwrite'): Promise<T> {
  const db = await open(account);
  const transaction = db.transaction(names, mode);
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error); // also how a full disk shows
  });
  const [result] = await Promise.all([act(name => transaction.objectStore(name)), done]);
  return result;
}

export const all = <T>(account: string, name: StoreName, index?: string, key?: IDBValidKey): Promise<T[]> =>
  within(account, [name], store => asked<T[]>(index ? store(name).index(index).getAll(key) : store(name).getAll()), 'readonly');

export const one = <T>(account: string, name: StoreName, key: IDBValidKey): Promise<T | undefined> =>
  within(account, [name], store => asked<T | undefined>(store(name).get(key)), 'readonly');

/** Forget everything of a person: at sign-out. */
export async function wipe(account: string): Promise<void> {
  const db = await opened.get(account)?.catch(() => undefined);
  db?.close();
  opened.delete(account);
  await new Promise<void>(resolve => {
    const request = indexedDB.deleteDatabase(nameOf(account));
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}
