import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkedIn, mailHref, telHref, webHref } from '../../src/contacts/contact.ts';
import { changed, formOf } from '../../src/contacts/editing.ts';
import type { Contact } from '../../src/contacts/contact.ts';
import { asked, filtered, readFilters } from '../../src/contacts/filters.ts';
import { disputed } from '../../src/contacts/merging.ts';

test('only what leads to a web page becomes a link', () => {
  assert.equal(webHref('https://example.org/a b'), 'https://example.org/a b');
  assert.equal(webHref('www.linkedin.com/in/ann'), 'https://www.linkedin.com/in/ann');
  for (const text of ['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'data:text/html,x', 'ask at the desk', '@ann', 'https://']) assert.equal(webHref(text), null, text);
});

test('a profile is taken for LinkedIn only where it lies there', () => {
  const links = (value: string) => linkedIn({ links: [{ label: 'LinkedIn', value }] });
  assert.equal(links('https://de.linkedin.com/in/ann'), 'https://de.linkedin.com/in/ann');
  assert.equal(links('https://example.org/linkedin.com/in/ann'), null);
  assert.equal(links('https://evil-linkedin.com/in/ann'), null);
});

test('addresses and numbers cannot smuggle anything into the mail or the call', () => {
  assert.equal(mailHref('ann+work@example.org'), 'mailto:ann%2Bwork@example.org');
  assert.equal(mailHref('a@example.org?bcc=b@example.org'), 'mailto:a@example.org%3Fbcc%3Db@example.org');
  assert.equal(telHref('+44 (0)7700 900-259'), 'tel:+4407700900259');
});

test('an address with filters that are not known is as one without them', () => {
  const filters = readFilters(new URLSearchParams('stage=toString&level=boss&career=1&sort=up&q= ann '));
  assert.deepEqual(asked(filters), { sort: '-updated_at', q: 'ann' });
  assert.equal(filtered(readFilters(new URLSearchParams('sort=name'))), false);
});

const ann = { full_name: 'Ann Lee', given_name: 'Ann', family_name: 'Lee', headline: 'Nurse', emails: [], phones: [], links: [], tags: [], career_ids: [], may_keep: false, difficulty: null, source: null } as unknown as Contact;

test('what was not touched in the form is not sent, and an empty box is null', () => {
  assert.deepEqual(changed({}), {});
  assert.deepEqual(changed({ headline: ' ', difficulty: '', may_keep: 'no', emails: [{ label: null, value: ' ' }], organization_id: null }), {
    headline: null,
    difficulty: null,
    may_keep: false,
    emails: [],
    organization_id: null,
  });
  assert.equal(formOf(ann).may_keep, 'no');
});

test('of two entries only what contradicts is asked; names are chosen whole', () => {
  const other = { ...ann, full_name: 'Ann B. Lee', given_name: 'Ann B.', headline: 'Nurse', source: 'alumni' } as Contact;
  assert.deepEqual(disputed(ann, other), ['full_name']);
  assert.deepEqual(disputed(ann, { ...ann, given_name: 'Anne', headline: 'Ward nurse' }), ['given_name', 'headline']);
});
