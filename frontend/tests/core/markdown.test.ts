import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inline, parse, safeHref, type Block, type Inline } from '../../src/core/markdown.ts';

const text = (parts: Inline[]): string => parts.map(part => ('text' in part ? part.text : 'of' in part ? text(part.of) : '\n')).join('');
const links = (parts: Inline[]): string[] => parts.flatMap(part => (part.kind === 'link' ? [part.href] : 'of' in part ? links(part.of) : []));
const allLinks = (blocks: Block[]): string[] =>
  blocks.flatMap(block =>
    block.kind === 'list' ? block.items.flatMap(item => allLinks(item.of)) : block.kind === 'quote' ? allLinks(block.of) : 'of' in block ? links(block.of as Inline[]) : [],
  );

test('a note of every kind of block keeps its shape', () => {
  const blocks = parse('# One\n\ntwo\nthree\n\n> said\n> so\n\n- a\n- b\n  - c\n\n1) x\n\n---\n\n```\n<b>\n```');
  assert.deepEqual(blocks.map(block => block.kind), ['heading', 'paragraph', 'quote', 'list', 'list', 'rule', 'code']);
  const list = blocks[3] as Extract<Block, { kind: 'list' }>;
  assert.deepEqual(list.items.map(item => item.of.map(block => block.kind)), [['paragraph'], ['paragraph', 'list']]);
  assert.equal((blocks[6] as { text: string }).text, '<b>');
});

test('tasks say whether they are done', () => {
  const [list] = parse('- [x] thanked\n- [ ] told Jonas\n- a bare one') as [Extract<Block, { kind: 'list' }>];
  assert.deepEqual(list.items.map(item => item.done), [true, false, null]);
});

test('marks nest and unclosed ones stay the text they were', () => {
  assert.deepEqual(inline('**so *very* much**'), [
    { kind: 'strong', of: [{ kind: 'text', text: 'so ' }, { kind: 'em', of: [{ kind: 'text', text: 'very' }] }, { kind: 'text', text: ' much' }] },
  ]);
  for (const plain of ['2 * 3 * 4', 'snake_case_name', '**open', '`open', '[no](link', 'a ~~ b']) assert.equal(text(inline(plain)), plain);
  assert.deepEqual(inline('snake_case_name'), [{ kind: 'text', text: 'snake_case_name' }]);
});

test('HTML is text', () => {
  const hostile = '<img src=x onerror=alert(1)><script>alert(1)</script>';
  assert.deepEqual(parse(hostile), [{ kind: 'paragraph', of: [{ kind: 'text', text: hostile }] }]);
});

test('a link leads to the web, mail or telephone and nowhere else', () => {
  const hostile = ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', '//evil.example', '\u0001javascript:x', ' javascript:x'];
  for (const href of hostile) {
    assert.equal(safeHref(href), null);
    assert.deepEqual(allLinks(parse(`[x](${href}) and <${href}>`)), []);
  }
  assert.deepEqual(allLinks(parse('[a](https://example.org/a?b=c) see https://example.org/x. or [m](mailto:a@example.org)')), [
    'https://example.org/a?b=c',
    'https://example.org/x',
    'mailto:a@example.org',
  ]);
});

test('nothing a person can write makes it recurse or walk for ever', () => {
  const hostile = ['>'.repeat(5000), '- '.repeat(2000), '*'.repeat(20_000), '['.repeat(20_000), '_a '.repeat(10_000), '`'.repeat(20_001), '**a '.repeat(5000), `${' '.repeat(500)}- x\n`.repeat(200)];
  for (const note of hostile) {
    const blocks = parse(note);
    assert.ok(blocks.length > 0);
  }
});

test('no word of a plain note gets lost', () => {
  const words = 'Miriam said: nights are fine – the charting is 40 % of it. Ask again in 2028!';
  assert.equal(text((parse(words)[0] as { of: Inline[] }).of), words);
});
