import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill, mailto, marks, mendHref, sayLeft, strike, talkFor, usual, type Contact, type Talk, type Template } from '../../src/outreach/letter.ts';

const template = (id: string, channel: Template['channel']): Template => ({ id, channel }) as Template;
const person = (part: Partial<Contact>): Contact => part as Contact;
const talk = (id: string, state: Talk['state'], thanked_at: string | null = null): Talk => ({ id, state, thanked_at }) as Talk;

test('what is unfilled is named once, in its order, however it is written', () => {
  assert.deepEqual(marks('{{profile.phone}}', 'Dear {{ Contact.Headline }}, {{profile.phone}} {x}'), ['profile.phone', 'contact.headline']);
});

test('a value is not looked through again', () => {
  assert.equal(fill('{{a}} {{b}}', name => (name === 'a' ? '{{b}}' : undefined)), '{{b}} {{b}}');
});

test('striking takes the sentence that lacks something, and leaves its neighbours', () => {
  assert.equal(strike('Hello. My number is {{profile.phone}}. Bye!', 'profile.phone'), 'Hello. Bye!');
  assert.equal(strike('Nora\n{{ profile.details }}\n', 'profile.details'), 'Nora');
  assert.equal(strike('One.\n\n{{contact.compliment}}\n\nTwo.', 'contact.compliment'), 'One.\n\nTwo.');
  assert.equal(strike('{{profile.phone}}', 'profile.email'), '{{profile.phone}}');
});

test('what is left is told for each kind of account', () => {
  const limits = [
    { applies_to: 'free' as const, characters: 200 },
    { applies_to: 'premium' as const, characters: 300 },
  ];
  assert.equal(sayLeft(limits, 188), '12 left on a free account, 112 left with Premium.');
  assert.equal(sayLeft(limits, 213), '13 too many on a free account, 87 left with Premium.');
  assert.equal(sayLeft([], 5), undefined);
});

test('a link to the mail program keeps lines and signs, and no value starts a field of its own', () => {
  const href = mailto('maria+data@example.org?cc=x@y.org', 'A & B?', 'Zoë,\n100 % & more');
  assert.equal(href, 'mailto:maria%2Bdata@example.org%3Fcc%3Dx%40y.org?subject=A%20%26%20B%3F&body=Zo%C3%AB%2C%0D%0A100%20%25%20%26%20more');
  assert.equal(mailto('maria@example.org', 'Long', 'x'.repeat(1800)), undefined);
});

test('what is missing is mended where it is kept', () => {
  assert.equal(mendHref('profile.phone', 'profile', 'c', null), '/profile');
  assert.equal(mendHref('contact.headline', 'contact', 'c', null), '/contacts/c?edit=1');
  assert.equal(mendHref('contact.compliment', 'contact', 'c', null), '/contacts/c');
  assert.equal(mendHref('interview.when', 'interview', 'c', 't'), '/interviews/t');
  assert.equal(mendHref('interview.when', 'interview', 'c', null), '/interviews/new?contact=c');
  assert.equal(mendHref('introducer.full_name', 'introduction', 'c', 't'), '/introductions');
});

test('one begins on the channel that they prefer, or were asked by', () => {
  const all = [template('e', 'email'), template('i', 'linkedin_invitation'), template('m', 'linkedin_message'), template('p', 'phone_script')];
  assert.equal(usual(all, person({ preferred_channel: null }), null)?.id, 'e');
  assert.equal(usual(all, person({ preferred_channel: 'phone' }), null)?.id, 'p');
  assert.equal(usual(all, person({ preferred_channel: 'phone' }), 'email')?.id, 'e');
  assert.equal(usual(all, person({ preferred_channel: 'linkedin', connected_on: null }), null)?.id, 'i');
  assert.equal(usual(all, person({ preferred_channel: 'linkedin', connected_on: '2023-02-08' }), null)?.id, 'm');
  assert.equal(usual(all, person({ preferred_channel: 'in_person' }), null)?.id, 'e');
  assert.equal(usual([], undefined, null), undefined);
});

test('a letter finds the talk that it belongs to', () => {
  const talks = [talk('p', 'planned'), talk('r', 'requested'), talk('t', 'held', '2026-01-01'), talk('h', 'held')];
  assert.equal(talkFor('ask', talks)?.id, 'p');
  assert.equal(talkFor('follow_up', talks)?.id, 'r');
  assert.equal(talkFor('thank_you', talks)?.id, 'h');
  assert.equal(talkFor('congratulate', talks), undefined);
});
