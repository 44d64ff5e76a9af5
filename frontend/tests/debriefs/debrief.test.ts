import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progress, sayRating, sourceOptions, type Debrief } from '../../src/debriefs/debrief.ts';

test('progress counts the verdict, what was rated and what was found', () => {
  const careers = [{ ratings: [{ rating: 0 }, { rating: null }], findings: [{ version: 1 }, { version: 0 }] }];
  assert.deepEqual(progress({ verdict: null, careers } as Debrief), { said: 2, all: 5 });
  assert.deepEqual(progress({ verdict: 'useful', careers: [] as Debrief['careers'] } as Debrief), { said: 1, all: 1 });
});

test('each rating has its words', () => {
  assert.deepEqual([-2, 0, 2].map(sayRating), ['Strongly against', 'Neither for nor against', 'Strongly for it']);
});

test('evidence comes from memory, an answer or a note', () => {
  const sources: Debrief['sources'] = [
    { kind: 'agenda_item', id: 'a', title: 'When do you go home?', text: 'At four.' },
    { kind: 'note', id: 'n', title: '', text: 'She smiled.' },
  ];
  assert.deepEqual(
    sourceOptions(sources).map(one => one.label),
    ['As I remember it', 'Answer: When do you go home?', 'Note: She smiled.'],
  );
});
