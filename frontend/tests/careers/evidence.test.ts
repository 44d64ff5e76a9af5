import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reasonsFor, sayBase, sayFit, sayNumber, type CriterionEvidence, type Evidence } from '../../src/careers/evidence.ts';

const said = (contact_name: string, rating: number) => ({ contact_name, rating }) as CriterionEvidence['ratings'][number];
const criterion = (name: string, strength: CriterionEvidence['strength'], ...ratings: CriterionEvidence['ratings']) => ({ name, strength, ratings }) as CriterionEvidence;
const evidence = {
  fit: { low: -0.44, high: 1.6, leaning: 'open' },
  talk_count: 1,
  person_count: 2,
  criteria: [
    criterion('Statistics', 'data_point', said('Ann', 1)),
    criterion('Evenings', 'supported', said('Ann', 1), said('Ben', 2)),
    criterion('Pay', 'contradicted', said('Ann', -1), said('Ben', 2)),
    criterion('Noise', 'data_point', said('Ben', -2)),
    criterion('Travel', 'none'),
  ],
  untested_criteria: [{ id: '1', name: 'Travel' }],
  open_assumptions: [{ id: '2', name: 'It is quiet.' }],
  assumptions: [
    { claim: 'One can start.', state: 'confirmed' },
    { claim: 'It pays.', state: 'refuted' },
  ],
} as Evidence;

test('numbers of the scale have their sign', () => {
  assert.deepEqual([1.5, -2, 0, -0.04].map(sayNumber), ['+1.5', '−2', '0', '0']);
});

test('the fit is told as where it lies between, never as one number', () => {
  assert.equal(sayFit(evidence), 'Still open: between −0.4 and +1.6, where −2 is not at all and +2 wholly.');
  assert.equal(sayFit({ ...evidence, fit: null }), 'No talk has rated it yet.');
  assert.equal(sayBase(evidence), '1 talk, 2 people, 4 of 5 criteria tested');
});

test('talks give reasons for each decision, the supported first, and a contradiction speaks for neither side', () => {
  assert.deepEqual(reasonsFor(evidence, 'pursue'), ['Evenings: +1 Ann, +2 Ben', 'Statistics: +1 Ann', 'Confirmed: One can start.']);
  assert.deepEqual(reasonsFor(evidence, 'rule_out'), ['Noise: −2 Ben', 'Refuted: It pays.']);
  assert.deepEqual(reasonsFor(evidence, 'keep_exploring'), ['Pay: −1 Ann, +2 Ben', 'Not tested yet: Travel', 'Not tested yet: It is quiet.']);
});
