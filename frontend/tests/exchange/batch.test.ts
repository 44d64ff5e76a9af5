import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choices, sayDo, willDo, type Import } from '../../src/exchange/batch.ts';

const counts = { rows: 10, usable: 9, hidden: 1, blocked: 0, problems: 0, new: 5, duplicate: 3, repeated: 1 } as Import['counts'];

test('the button says what will happen, by what is chosen for those who are there already', () => {
  assert.equal(sayDo(willDo(counts, 'skip')), 'Add 5 people');
  assert.equal(sayDo(willDo(counts, 'update')), 'Add 5, update 3');
  assert.equal(sayDo(willDo(counts, 'create')), 'Add 9 people');
  assert.equal(sayDo({ added: 0, changed: 1 }), 'Update 1 person');
  assert.equal(sayDo({ added: 0, changed: 0 }), 'Nothing to add');
});

test('only kinds of rows that the file has can be looked at', () => {
  assert.deepEqual(choices(counts).map(one => one.id), ['', 'new', 'duplicate', 'repeated', 'hidden']);
});
