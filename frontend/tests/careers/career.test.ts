import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byStatus, OPEN_TO, sayAssumptions, type Career, type Status } from '../../src/careers/career.ts';

const career = (id: string, status: Status) => ({ id, status }) as Career;

test('what is pursued comes first and what is ruled out last; groups without careers are left out', () => {
  const groups = byStatus([career('a', 'ruled_out'), career('b', 'exploring'), career('c', 'exploring')]);
  assert.deepEqual(groups.map(group => [group.status, group.careers.map(one => one.id)]), [
    ['exploring', ['b', 'c']],
    ['ruled_out', ['a']],
  ]);
});

test('assumptions are told in words, those without any in words too', () => {
  assert.equal(sayAssumptions({ open: 3, confirmed: 2, refuted: 0 }), '2 confirmed, 3 open');
  assert.equal(sayAssumptions({ open: 0, confirmed: 0, refuted: 0 }), 'No assumptions yet');
});

test('a career that is ruled out can only be opened again', () => {
  assert.deepEqual(OPEN_TO.ruled_out, []);
  assert.ok(!OPEN_TO.pursuing.includes('pursue'));
});
