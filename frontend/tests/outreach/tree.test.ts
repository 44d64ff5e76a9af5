import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupsOf, sayTree, type Introduction, type Tree } from '../../src/outreach/tree.ts';

const one = (id: string, of: Partial<Introduction>) => ({ id, loop_due: false, met_at: null, loop_closed_at: null, introduced_stage: 'new', ...of }) as Introduction;
const tree = (nodes: { met: boolean; alive: boolean }[]) => ({ nodes, edges: [], complete: true }) as unknown as Tree;

test('introductions are grouped by what they wait for, whom to tell first', () => {
  const items = [
    one('declined', { introduced_stage: 'closed' }),
    one('told', { met_at: '2026-11-01T09:00:00Z', loop_closed_at: '2026-11-02T09:00:00Z' }),
    one('waits', { introduced_stage: 'asked' }),
    one('due', { met_at: '2026-11-01T09:00:00Z', loop_due: true, introduced_stage: 'met' }),
  ];
  assert.deepEqual(
    groupsOf(items).map(group => [group.title, group.items.map(each => each.id)]),
    [
      ['Tell them how it went', ['due']],
      ['Still to meet', ['waits']],
      ['Met and told', ['told']],
      ['Did not come about', ['declined']],
    ],
  );
  assert.deepEqual(groupsOf([]), []);
});

test('the picture is told in one sentence', () => {
  assert.equal(sayTree(tree([{ met: true, alive: true }])), '1 person, 1 of them met; every branch is alive.');
  assert.equal(
    sayTree(tree([{ met: true, alive: true }, { met: false, alive: false }, { met: false, alive: false }])),
    '3 people, 1 of them met; 2 stand on a branch on which nothing is to be expected now (dotted).',
  );
});
