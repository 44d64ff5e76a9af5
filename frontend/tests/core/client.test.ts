import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError, fieldName, problemOf } from '../../src/core/problem.ts';
import { applyEdits, clearQueries, edit, getData, invalidate, prefetch, setData } from '../../src/core/query.ts';
import { saveEdit, conflict } from '../../src/core/edit.ts';
import { fold, score } from '../../src/core/match.ts';

const settled = () => new Promise(resolve => setImmediate(resolve));

test('a refusal names its fields as the form knows them', () => {
  const error = new ApiError({
    title: 'Not quite',
    status: 422,
    errors: [
      { pointer: '/name', message: 'A name is needed.', mend: 'Write what people call them.' },
      { pointer: '#/emails/0/address', message: 'No address.' },
      { pointer: '/name', message: 'second complaint' },
    ],
  });
  assert.deepEqual(error.fields, { name: 'A name is needed. Write what people call them.', 'emails/0/address': 'No address.' });
  assert.equal(fieldName('/a~1b~0c'), 'a/b~c');
});

test('an answer that is no problem+json is still told as a problem', async () => {
  const html = await problemOf(new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } }));
  assert.equal(html.status, 502);
  const cut = await problemOf(new Response('{"title": "Slow do', { status: 429, headers: { 'content-type': 'application/problem+json', 'retry-after': '7' } }));
  assert.equal(cut.status, 429);
  assert.equal(cut.retryAfter, 7);
});

test('an optimistic change is taken back when it is refused', () => {
  clearQueries();
  setData(['contacts', { q: '' }], ['ann', 'bo']);
  setData(['contacts', { q: 'b' }], ['bo']);
  setData(['careers'], ['nurse']);
  const takeBack = applyEdits([edit<string[]>(['contacts'], list => list.filter(one => one !== 'bo'))]);
  assert.deepEqual(getData(['contacts', { q: '' }]), ['ann']);
  assert.deepEqual(getData(['contacts', { q: 'b' }]), []);
  assert.deepEqual(getData(['careers']), ['nurse']);
  takeBack();
  assert.deepEqual(getData(['contacts', { q: '' }]), ['ann', 'bo']);
  assert.deepEqual(getData(['contacts', { q: 'b' }]), ['bo']);
});

test('taking back leaves alone what has come from the server meanwhile', () => {
  clearQueries();
  setData(['contact', '1'], 'old');
  const takeBack = applyEdits([edit<string>(['contact', '1'], () => 'mine')]);
  setData(['contact', '1'], 'from the server');
  takeBack();
  assert.equal(getData(['contact', '1']), 'from the server');
});

test('an answer under way cannot undo a change just made', async () => {
  clearQueries();
  let answer = (_: string): void => undefined;
  prefetch<string>(['note', '1'], () => new Promise(resolve => (answer = resolve)));
  setData(['note', '1'], 'typed');
  answer('what the server had before');
  await settled();
  assert.equal(getData(['note', '1']), 'typed');
});

test('signing out leaves nothing in the cache', () => {
  setData(['contacts'], ['ann']);
  clearQueries();
  assert.equal(getData(['contacts']), undefined);
  invalidate(['contacts']);
});

interface Person {
  version: number;
  name: string;
  headline: string;
}
const stale = () => new ApiError({ title: 'Stale', status: 412 });

test('changes to different fields of the same thing are put together', async () => {
  const sent: unknown[] = [];
  const saved = await saveEdit<Person>({
    title: 'Ann',
    base: { version: 1, name: 'Ann', headline: 'Nurse' },
    changes: { name: 'Anna' },
    reload: async () => ({ version: 2, name: 'Ann', headline: 'Head nurse' }),
    send: async (changes, version) => {
      sent.push([changes, version]);
      if (version === 1) throw stale();
      return { version: 3, name: 'Anna', headline: 'Head nurse' };
    },
  });
  assert.equal(saved?.version, 3);
  assert.deepEqual(sent, [
    [{ name: 'Anna' }, 1],
    [{ name: 'Anna' }, 2],
  ]);
});

test('the same field changed twice is put before the person, and their choice is what is sent', async () => {
  let last: unknown;
  const saving = saveEdit<Person>({
    title: 'Ann',
    base: { version: 1, name: 'Ann', headline: 'Nurse' },
    changes: { name: 'Anna' },
    reload: async () => ({ version: 2, name: 'Annie', headline: 'Nurse' }),
    send: async (changes, version) => {
      if (version === 1) throw stale();
      last = changes;
      return { version: 3, name: 'Annie', headline: 'Nurse' };
    },
  });
  await settled();
  const asked = conflict.peek();
  assert.deepEqual(asked?.fields, [{ name: 'name', label: 'name', mine: 'Anna', theirs: 'Annie' }]);
  asked?.settle({ name: 'Annie' });
  assert.equal((await saving)?.version, 3);
  assert.deepEqual(last, { name: 'Annie' });
  assert.equal(conflict.peek(), null);
});

test('who goes on editing keeps the words and saves nothing', async () => {
  const saving = saveEdit<Person>({
    title: 'Ann',
    base: { version: 1, name: 'Ann', headline: '' },
    changes: { name: 'Anna' },
    reload: async () => ({ version: 2, name: 'Annie', headline: '' }),
    send: async () => {
      throw stale();
    },
  });
  await settled();
  conflict.peek()?.settle(null);
  assert.equal(await saving, null);
});

test('names are found without their accents, and the beginning counts most', () => {
  assert.equal(fold('Zoë Ångström'), 'zoe angstrom');
  assert.ok(score('zoe ang', 'Zoë Ångström') > score('ang', 'Zoë Ångström'));
  assert.ok(score('add p', 'Add a person') > 0);
  assert.equal(score('xyz', 'Add a person'), 0);
});
