import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, suggestions } from '../../src/profile/profile.ts';

const profile = { values: ['Evenings at home', 'Accuracy'], skills_to_use: ['Plain words'], skills_to_strengthen: ['SQL', 'plain  WORDS!'], interests: ['Maps', 'accuracy'] };

test('what is offered is what the person said, each once, values first', () => {
  assert.deepEqual(suggestions(profile, []), [
    { name: 'Evenings at home', kind: 'value' },
    { name: 'Accuracy', kind: 'value' },
    { name: 'Plain words', kind: 'skill' },
    { name: 'SQL', kind: 'skill' },
    { name: 'Maps', kind: 'interest' },
  ]);
});

test('what is a criterion already is not offered again, however it is written', () => {
  const names = suggestions(profile, [{ name: 'Évenings, at home' }, { name: 'sql' }]).map(one => one.name);
  assert.deepEqual(names, ['Accuracy', 'Plain words', 'Maps']);
});

test('a pasted list becomes its lines without its marks', () => {
  assert.deepEqual(linesOf('- nights\r\n\r\n2) weekends\n  • the third copy\n3 shifts in a row'), ['nights', 'weekends', 'the third copy', '3 shifts in a row']);
});
