import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeLeft } from '../../src/live/clock.ts';

const minutes = (count: number) => count * 60_000;
const said = (after: number) => timeLeft(0, 30, after).said;

test('the time left is told in whole minutes, down to none and beyond', () => {
  assert.equal(said(0), '30 minutes left');
  assert.equal(said(minutes(28.5)), '2 minutes left');
  assert.equal(said(minutes(29.5)), '1 minute left');
  assert.equal(said(minutes(30)), 'Time is up');
  assert.equal(said(minutes(31)), '1 minute over');
  assert.equal(said(minutes(33.9)), '3 minutes over');
});

test('five minutes before the end it says so', () => {
  assert.deepEqual([minutes(24.9), minutes(25), minutes(30)].map(at => timeLeft(0, 30, at).low), [false, true, true]);
  assert.equal(timeLeft(0, 30, minutes(29)).over, false);
});
