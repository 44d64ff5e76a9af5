import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin, bodyOf, goOn, partsOf, pause, rate, sayClock, spent, step, worthKeeping, type Run } from '../../src/rehearsals/rehearsal.ts';

const WORDS = { ask: 'May I ask?', opening: 'Hello', closing: 'Thank you' };
const item = (id: string, more: object = {}) => ({ id, text: `${id}?`, closing: false, planned_minutes: 4, state: 'open' as const, researched: false, unplanned: false, ...more });
const START = Date.parse('2026-11-20T18:00:00Z');
const run = (): Run => begin(partsOf([item('a'), item('b')], WORDS, false), START);

test('a rehearsal takes the ask where it is wanted, the opening, the questions that are left, and the close', () => {
  const items = [item('a'), item('skipped', { state: 'skipped' }), item('struck', { researched: true }), item('whom', { closing: true })];
  assert.deepEqual(partsOf(items, WORDS, true).map(part => [part.kind, part.text]), [['ask', 'May I ask?'], ['opening', 'Hello'], ['question', 'a?'], ['closing', 'whom?'], ['closing', 'Thank you']]);
  assert.deepEqual(partsOf([], { ...WORDS, opening: ' ' }, false).map(part => part.kind), ['closing']);
});

test('time is counted between instants, whatever happened to the tab in between', () => {
  const second = step(run(), 1, START + 30_000);
  assert.deepEqual(spent(second, START + 7_230_000), { part: 7_200_000, whole: 7_230_000 });
});

test('a pause counts nothing, and neither does a clock that is set back', () => {
  const held = pause(run(), START + 10_000);
  assert.equal(spent(held, START + 99_000).whole, 10_000);
  const on = goOn(held, START + 100_000);
  assert.equal(spent(on, START + 103_000).whole, 13_000);
  assert.equal(spent(on, START).whole, 10_000);
  assert.equal(goOn(on, START + 104_000).since, on.since);
});

test('going back adds to the part that was said before, and there is nothing before the first', () => {
  const back = step(step(run(), 1, START + 5_000), -1, START + 8_000);
  assert.equal(back.at, 0);
  assert.deepEqual(back.parts.map(part => part.ms), [5_000, 3_000, 0, 0]);
  assert.equal(step(back, -1, START + 9_000).at, 0);
});

test('beyond the last part it is finished', () => {
  let one = run();
  for (let minute = 1; minute <= 4; minute += 1) one = step(one, 1, START + minute * 60_000);
  assert.deepEqual([one.finished, one.since, one.at], [true, null, 3]);
  assert.equal(spent(one, START + 999_000_000).whole, 240_000);
});

test('the server is told of what was said or rated, in whole seconds that it takes', () => {
  const one = pause(rate(step(run(), 1, START + 1_600), 4), START + 1_600);
  assert.deepEqual(bodyOf(one, WORDS), {
    seconds: 2,
    finished: false,
    parts: [
      { kind: 'opening', agenda_item_id: null, text: 'Hello', seconds: 2, rating: null },
      { kind: 'question', agenda_item_id: 'a', text: 'a?', seconds: 0, rating: 4 },
    ],
    opening: 'Hello',
    ask: 'May I ask?',
  });
  assert.equal(bodyOf(pause(run(), START + 200_000_000), WORDS).seconds, 86_400);
});

test('a look at the first part is not worth keeping', () => {
  assert.equal(worthKeeping(pause(run(), START + 4_000)), false);
  assert.equal(worthKeeping(pause(run(), START + 6_000)), true);
  assert.equal(worthKeeping(rate(run(), 1)), true);
});

test('a clock shows minutes and seconds', () => {
  assert.deepEqual([0, 59_999, 65_000, 7_200_000].map(sayClock), ['0:00', '0:59', '1:05', '120:00']);
});
