import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byCategory, proposals, readFilters, sayAdvice, sayAsked, type Category } from '../../src/questions/question.ts';

test('a whole question between curly quotes can be taken, a beginning cannot', () => {
  assert.deepEqual(proposals('Ask “What do you love about your job?” first, listen, and keep the other for later.'), ['What do you love about your job?']);
  assert.deepEqual(proposals('Start with an invitation such as “Tell me about…”, and leave the ending to them: “What has that been like for you?”'), ['What has that been like for you?']);
  assert.deepEqual(proposals('Begin with “what” or “how”.'), []);
});

test('two proposals are two, the same one twice is one', () => {
  assert.deepEqual(proposals('“What stands out to you?” or “Who else should I meet?” or “What stands out to you?”'), ['What stands out to you?', 'Who else should I meet?']);
});

test('questions stand in the order of a talk, and a topic of the future under everything else', () => {
  const groups = byCategory([{ category: 'closing' as Category }, { category: 'horoscope' as Category }, { category: 'path' as Category }]);
  assert.deepEqual(groups.map(group => group.category), ['path', 'closing', 'other']);
});

test('advice is told in one short sentence', () => {
  assert.equal(sayAdvice([]), 'Nothing to mend.');
  assert.equal(sayAdvice([{ check: 'closed' }]), 'One piece of advice: yes or no.');
  assert.equal(sayAdvice([{ check: 'closed' }, { check: 'double' }]), '2 pieces of advice: yes or no, two in one.');
});

test('how often one was asked', () => {
  assert.deepEqual([0, 1, 2, 7].map(sayAsked), ['', 'asked once', 'asked twice', 'asked 7 times']);
});

test('an address may say anything; only what the list knows is taken from it', () => {
  assert.deepEqual(readFilters(new URLSearchParams('q=pay&category=pay&asked=no&tag=boss')), { q: 'pay', category: 'pay', tag: 'boss', asked: 'no' });
  assert.deepEqual(readFilters(new URLSearchParams('category=toString&asked=maybe')), { q: '', category: '', tag: '', asked: '' });
});
