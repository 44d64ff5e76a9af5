import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gravest, howOf, OFF } from '../../src/connections/how.ts';
import { sayKinds } from '../../src/connections/kinds.ts';
import { nextOf, type Invitation } from '../../src/connections/next.ts';

test('of several connections the one that wants the person most is told', () => {
  assert.equal(gravest([]), OFF);
  assert.equal(gravest([howOf('fine'), howOf('off')]).label, 'In step');
  assert.equal(gravest([howOf('fine'), howOf('password'), howOf('trouble')]).label, 'Needs you');
  assert.equal(gravest([howOf('off'), howOf('leaving')]).label, 'Off');
});

test('a state that nobody has thought of is still told', () => {
  assert.deepEqual(howOf('dancing', { says: 'It dances.' }), { label: 'dancing', tone: 'plain', says: 'It dances.' });
});

test('what a file holds is counted in the words of people', () => {
  const kind = (name: string, fresh: number) => ({ kind: name, new: fresh, newer: 0, same: 0 });
  assert.equal(sayKinds([kind('contact', 1), kind('interview', 12), kind('activity', 40), kind('moves', 2)], 'new'), '1 person, 12 talks, 42 other things');
  assert.equal(sayKinds([kind('contact', 1)], 'newer'), '');
});

test('an invitation is sent first, told of changes after, and called off at the end', () => {
  const of = (next_method: string | null, is_news: boolean, sendings: number) => nextOf({ next_method, is_news, sendings: Array(sendings) } as unknown as Invitation);
  assert.equal(of(null, false, 1), null);
  assert.equal(of('REQUEST', false, 0), 'REQUEST');
  assert.equal(of('REQUEST', true, 1), 'NEWS');
  assert.equal(of('REQUEST', false, 1), 'AGAIN');
  assert.equal(of('CANCEL', true, 1), 'CANCEL');
});
