import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyAfterTitle, lookOf, ofChoice, readAbout, sayBytes, toChoice, toIds } from '../../src/notes/note.ts';

const ID = '01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c';

test('the line that is the title is not said twice', () => {
  assert.equal(bodyAfterTitle('\n# What **her** day is like\n\nStarts at seven.', 'What her day is like'), 'Starts at seven.');
  assert.equal(bodyAfterTitle('Starts at seven, and goes on and on', 'Starts at seven, and…'), 'Starts at seven, and goes on and on');
  assert.equal(bodyAfterTitle('', ''), '');
});

test('what a note is about goes into a choice and comes back', () => {
  const choice = toChoice({ kind: 'career', id: ID, title: 'Medical writer' });
  assert.deepEqual(choice, { value: `career:${ID}`, label: 'Medical writer', hint: 'Career' });
  assert.deepEqual(ofChoice(choice), { kind: 'career', id: ID });
  assert.equal(ofChoice({ value: `constructor:${ID}` }), null);
  assert.equal(ofChoice(null), null);
});

test('exactly one of the five ids is set', () => {
  assert.deepEqual(toIds({ kind: 'contact', id: ID }), { contact_id: ID, interview_id: null, career_id: null, organization_id: null, question_id: null });
});

test('an address names what a list is about, or nothing', () => {
  assert.deepEqual(readAbout(new URLSearchParams(`career_id=${ID}`)), { kind: 'career', id: ID });
  assert.equal(readAbout(new URLSearchParams('career_id=me')), null);
});

test('how large a file is', () => {
  assert.deepEqual([1, 999, 1000, 2_430_000, 9_960_000, 999_999, 200_000_000].map(sayBytes), ['1 byte', '999 bytes', '1 KB', '2.4 MB', '10 MB', '1 MB', '200 MB']);
});

test('only what the server shows in place is shown', () => {
  assert.deepEqual(['image/png', 'audio/mpeg', 'video/mp4', 'application/pdf', 'text/plain'].map(lookOf), ['image', 'audio', 'video', 'file', 'file']);
});
