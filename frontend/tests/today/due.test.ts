import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayDue, type Due } from '../../src/today/due.ts';

const NOW = Date.parse('2026-12-01T09:00:00Z');
const due = (kind: Due['kind'], days: number): Due => ({ kind, due_at: new Date(NOW + days * 86_400_000).toISOString(), overdue: days < 0 }) as Due;

test('a due says until when, or since when, as one would say it', () => {
  assert.equal(sayDue(due('thank', 1), NOW), 'Due tomorrow');
  assert.equal(sayDue(due('debrief', -2), NOW), 'Was due 2 days ago');
  assert.equal(sayDue(due('say_how_it_went', -1), NOW), 'It ended yesterday');
  assert.equal(sayDue(due('follow_up', -1), NOW), 'You asked last week');
  assert.equal(sayDue(due('answer', -3), NOW), 'You asked 3 days ago');
  assert.equal(sayDue(due('keep_in_touch', 0.5), NOW), 'Today is a good day for it');
});
