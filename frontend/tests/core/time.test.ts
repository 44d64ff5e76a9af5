import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromWall, sayAgo, toWall } from '../../src/core/time.ts';

const at = (wall: string, zone: string) => fromWall(wall, zone)?.toISOString();

test('a wall clock and its zone are one instant', () => {
  assert.equal(at('2027-01-15T15:00', 'Europe/Berlin'), '2027-01-15T14:00:00.000Z');
  assert.equal(at('2027-07-15T15:00', 'Europe/Berlin'), '2027-07-15T13:00:00.000Z');
  assert.equal(at('2027-07-15T15:00', 'Asia/Kathmandu'), '2027-07-15T09:15:00.000Z');
  assert.equal(at('2027-07-15T15:00', 'Pacific/Apia'), '2027-07-15T02:00:00.000Z');
});

test('an hour that comes twice is the first, one that is skipped moves past the gap', () => {
  assert.equal(at('2027-10-31T02:30', 'Europe/Berlin'), '2027-10-31T00:30:00.000Z');
  assert.equal(at('2027-03-28T02:30', 'Europe/Berlin'), '2027-03-28T01:30:00.000Z');
  assert.equal(at('2027-11-07T01:30', 'America/New_York'), '2027-11-07T05:30:00.000Z');
  assert.equal(at('2027-03-14T02:30', 'America/New_York'), '2027-03-14T07:30:00.000Z');
});

test('there and back again is the same, all year and around the world', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Tehran', 'Pacific/Chatham']) {
    for (let day = 0; day < 365; day += 5) {
      const instant = new Date(Date.UTC(2027, 0, 1, 12, 30) + day * 86_400_000);
      assert.equal(at(toWall(instant, zone), zone), instant.toISOString(), `${zone}, day ${day}`);
    }
  }
});

test('what is no time is null', () => {
  for (const wall of ['', 'soon', '2027-13-01T10:00', '2027-02-30T10:00', '2027-02-01']) assert.equal(fromWall(wall, 'UTC'), null);
});

test('how long ago is said in the largest unit that fits', () => {
  const now = '2027-03-12T15:00:00Z';
  assert.equal(sayAgo('2027-03-12T14:59:40Z', now), 'just now');
  assert.equal(sayAgo('2027-03-11T15:00:00Z', now), 'yesterday');
  assert.equal(sayAgo('2027-03-26T15:00:00Z', now), 'in 2 weeks');
});
