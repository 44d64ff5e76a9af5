import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mistake, offerOf, rowsOf, type Offers } from '../../src/interviews/offer.ts';

const row = (wall: string, zone = 'Europe/Berlin') => ({ wall, zone });

test('times on several clocks are offered on the first one, those on it as they were typed', () => {
  const rows = [row('2032-03-28T02:30'), row('', 'Asia/Tokyo'), row('2031-12-01T09:00', 'America/New_York')];
  assert.deepEqual(offerOf(rows, 'UTC'), { times: ['2032-03-28T02:30', '2031-12-01T15:00'], time_zone: 'Europe/Berlin' });
  assert.deepEqual(offerOf([row('')], 'UTC'), { times: [], time_zone: 'UTC' });
});

test('what is on offer fills the form; where nothing is, two lines wait on one’s own clock', () => {
  const offers = (times: { starts_at_local: string; time_zone: string }[]) => ({ times, own_time_zone: 'Europe/Berlin' }) as Offers;
  assert.deepEqual(rowsOf(offers([])), [row(''), row('')]);
  assert.deepEqual(rowsOf(offers([{ starts_at_local: '2031-12-01T09:00', time_zone: 'Asia/Tokyo' }])), [row('2031-12-01T09:00', 'Asia/Tokyo')]);
});

test('a time that has passed is told as it is typed, on its own clock', () => {
  const now = Date.parse('2031-12-01T08:30:00Z');
  assert.equal(mistake(row('2031-12-01T09:30'), now), 'This time has passed.');
  assert.equal(mistake(row('2031-12-01T09:30', 'America/New_York'), now), undefined);
  assert.equal(mistake(row(''), now), undefined);
});
