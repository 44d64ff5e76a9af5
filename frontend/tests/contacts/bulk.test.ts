import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST, REMOVE, inParts, retag, setField, type Operation } from '../../src/contacts/bulk.ts';
import type { Contact } from '../../src/contacts/contact.ts';

const person = (id: string, part: Partial<Contact> = {}): Contact => ({ id, tags: [], level: null, source: null, ...part }) as Contact;
const operations = (count: number): Operation[] => Array.from({ length: count }, (_, n) => REMOVE.does(person(String(n))));

test('a tag is taken back only from those to whom it was new', () => {
  const change = retag(['alumni'], ['cold']);
  assert.deepEqual(change.undoes(person('a', { tags: ['cold'] })), { op: 'tag', id: 'a', add: ['cold'], remove: ['alumni'] });
  assert.equal(change.undoes(person('b', { tags: ['alumni'] })), null);
  assert.deepEqual(change.shows(person('c', { tags: ['cold', 'x'] }))?.tags, ['x', 'alumni']);
});

test('undoing a level gives everyone the level that they had', () => {
  const change = setField({ level: 'senior' });
  assert.deepEqual(change.undoes(person('a', { level: 'peer' })), { op: 'update', id: 'a', changes: { level: 'peer' } });
  assert.deepEqual(change.undoes(person('b')), { op: 'update', id: 'b', changes: { level: null } });
});

test('twelve hundred changes travel in three requests', async () => {
  const sizes: number[] = [];
  await inParts(operations(1_200), async part => sizes.push(part.length))();
  assert.deepEqual(sizes, [MOST, MOST, 200]);
});

test('after a refusal, trying again goes on with the part that was refused', async () => {
  const sent: string[] = [];
  let refuse = true;
  const send = inParts(operations(1_100), async part => {
    if (part[0] && 'id' in part[0] && part[0].id === '500' && refuse) throw new Error('no');
    sent.push(String(part[0] && 'id' in part[0] && part[0].id));
  });
  await assert.rejects(send);
  refuse = false;
  assert.equal(await send(), 1_100);
  assert.deepEqual(sent, ['0', '500', '1000']);
});
