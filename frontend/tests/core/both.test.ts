import assert from 'node:assert/strict';
import { test } from 'node:test';
import { both, plain } from '../../src/core/offline/both.ts';

test('what only one has changed is simply taken', () => {
  assert.equal(both('a', 'a', 'b'), 'b');
  assert.equal(both('a', 'b', 'a'), 'b');
  assert.equal(both('a', 'b', 'b '), 'b '); // a server that trims has changed nothing
});

test('what both have added at the end stands there twice, ours last', () => {
  assert.equal(both('Seven.', 'Seven. Theirs', 'Seven. Ours'), 'Seven. Theirs\n Ours');
  assert.equal(both('', 'Theirs', 'Ours'), 'Theirs\nOurs');
});

test('changes at different places are both made', () => {
  assert.equal(both('one two three', 'ONE two three', 'one two THREE'), 'ONE two THREE');
  assert.equal(both('one two three', 'one two THREE', 'ONE two three'), 'ONE two THREE');
  assert.equal(both('x B', 'x A\nB', 'x Bc'), 'x A\nBc');
});

test('a text that has the other in it is not written twice', () => {
  assert.equal(both('', 'She starts', 'She starts at seven'), 'She starts at seven');
  assert.equal(both('', 'She starts at seven', 'She starts'), 'She starts at seven');
  assert.equal(both('old', 'new', 'new and more'), 'new and more');
});

test('of the same words changed in two ways nothing is lost', () => {
  const kept = both('She starts at seven', 'She starts at eight', 'She starts at nine');
  for (const word of ['eight', 'nine']) assert.ok(kept.includes(word), kept);
});

test('whatever the two do, every character that either added is there', () => {
  let seed = 7;
  const random = (most: number) => (seed = (seed * 16807) % 2147483647) % most;
  for (let round = 0; round < 2_000; round += 1) {
    const base = Array.from({ length: random(12) }, () => 'abc \n'[random(5)]).join('');
    const change = (mark: string) => {
      const from = random(base.length + 1);
      return base.slice(0, from) + mark.repeat(1 + random(3)) + base.slice(from + random(base.length - from + 1));
    };
    const [theirs, ours] = [change('T'), change('O')];
    const kept = both(base, theirs, ours);
    const count = (text: string, mark: string) => text.split(mark).length - 1;
    assert.ok(count(kept, 'T') >= count(theirs, 'T') && count(kept, 'O') >= count(ours, 'O'), JSON.stringify({ base, theirs, ours, kept }));
  }
});

test('how a text is composed and what blanks stand around it does not count', () => {
  assert.equal(plain('e\u0301 '), plain('\u00e9'));
  assert.notEqual(plain('a'), plain('b'));
});
