import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, easeOf, easiestFirst, nextOf, talkInHand, toDo, type Career, type Contact, type Made, type Memory, type Talk } from '../../src/today/steps.ts';

const FRESH: Memory = { skipped: [], finished: false };
const NONE = { career: false, people: false, talk: false, questions: false };
const NOTHING: Made = { career: undefined, people: 0, talks: [] };
const talk = (id: string, state: string, items = 0) => ({ id, state, contact_id: `with-${id}`, agenda_summary: { item_count: items } }) as unknown as Talk;
const CAREER = { id: 'c' } as Career;

test('the first steps go on where the server says they were left, on any device', () => {
  assert.equal(nextOf(NOTHING, FRESH), 'career');
  assert.equal(nextOf({ ...NOTHING, career: CAREER }, FRESH), 'people');
  assert.equal(nextOf({ career: CAREER, people: 2, talks: [] }, FRESH), 'talk');
  assert.equal(nextOf({ career: CAREER, people: 2, talks: [talk('a', 'planned')] }, FRESH), 'questions');
  assert.equal(nextOf({ career: CAREER, people: 2, talks: [talk('a', 'planned', 5)] }, FRESH), 'done');
});

test('what was skipped is passed over, and still counts as unfinished', () => {
  const memory: Memory = { skipped: ['career', 'people'], finished: false };
  assert.equal(nextOf(NOTHING, memory), 'talk');
  assert.deepEqual(toDo(NONE, memory), ['career', 'people', 'talk', 'questions']);
  assert.deepEqual(toDo({ ...NONE, people: true }, memory), ['career', 'talk', 'questions']);
  assert.deepEqual(toDo(NONE, { ...memory, finished: true }), []);
});

test('a talk that took place needs no questions to count', () => {
  assert.equal(nextOf({ career: CAREER, people: 1, talks: [talk('a', 'held')] }, FRESH), 'done');
});

test('the talk in hand is the one just planned, else one that can still be prepared', () => {
  const made = { ...NOTHING, talks: [talk('a', 'declined'), talk('b', 'requested'), talk('c', 'planned')] };
  assert.equal(talkInHand(made, { ...FRESH, talk: 'c' })?.id, 'c');
  assert.equal(talkInHand(made, FRESH)?.id, 'b');
  assert.equal(talkInHand({ ...made, talks: [talk('a', 'declined')] }, FRESH), undefined);
});

test('the easiest to ask stands first, the daunting last, the unknown between', () => {
  const people = [5, null, 1, 3].map((difficulty, place) => ({ id: String(place), difficulty }) as Contact);
  assert.deepEqual(easiestFirst(people).map(one => one.difficulty), [1, null, 3, 5]);
  assert.deepEqual([null, 1, 2, 3, 4, 5].map(easeOf), ['', '1', '1', '3', '5', '5']);
});

test('the last step leads to the end', () => {
  assert.deepEqual([after('career'), after('questions')], ['people', 'done']);
});
