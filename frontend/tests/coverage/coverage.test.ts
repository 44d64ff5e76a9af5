import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, dialsOf, levelsOf, sayCounts, sourcesOf, stepFor, type Coverage, type Suggestion } from '../../src/coverage/coverage.ts';

const cell = (level: string | null, source: string | null, known: number, asked = 0, met = 0) => ({ level, source, known, asked, met });
const of = (...cells: ReturnType<typeof cell>[]) => ({ cells }) as unknown as Coverage;

test('every level has a row, so that the empty ones show; those not said come last', () => {
  assert.deepEqual(levelsOf(of(cell('peer', 'alumni', 1))), ['executive', 'manager', 'senior', 'peer', 'entry']);
  assert.equal(levelsOf(of(cell(null, 'alumni', 1))).at(-1), null);
});

test('the column with most people comes first, and what was not said last', () => {
  const seen = of(cell('peer', 'alumni', 1), cell('entry', 'friend', 1), cell('peer', 'friend', 1), cell('peer', null, 9));
  assert.deepEqual(sourcesOf(seen), ['friend', 'alumni', null]);
  assert.equal(at(seen, 'entry', 'friend')?.known, 1);
  assert.equal(at(seen, 'entry', 'alumni'), undefined);
});

test('a cell is told in words, and drawn as one dial for each person', () => {
  assert.equal(sayCounts({ known: 3, asked: 2, met: 1 }), '3 known, 2 asked, 1 talked to');
  assert.equal(sayCounts({ known: 2, asked: 0, met: 0 }), '2 known');
  assert.deepEqual(dialsOf({ known: 4, asked: 2, met: 1 }), { dials: ['4', '2', '0', '0'], more: 0 });
  assert.equal(dialsOf({ known: 300, asked: 0, met: 0 }).more, 292);
});

test('what to do about somebody depends on whether a talk is planned, and on how warm they are', () => {
  const one = { contact_id: 'm', interview_id: null, cold: false } as Suggestion;
  assert.equal(stepFor(one, 'c').href, '/interviews/new?contact=m&career=c');
  assert.equal(stepFor({ ...one, cold: true }).href, '/contacts/m');
  assert.equal(stepFor({ ...one, cold: true, interview_id: 't' }).href, '/outreach/write?purpose=ask&contact=m&interview=t');
});
