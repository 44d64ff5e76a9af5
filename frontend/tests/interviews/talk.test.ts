import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMonths, byDay, isDay, monthOf, weekOf } from '../../src/interviews/calendar.ts';
import { asked, isFiltered, readFilters } from '../../src/interviews/filters.ts';
import { nextStep, otherZone, type Talk } from '../../src/interviews/next.ts';
import { grouped, hasBegun, milestone, situation } from '../../src/interviews/talk.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const DAY = 86_400_000;
const at = (days: number) => new Date(NOW + days * DAY).toISOString();
const EMPTY = { item_count: 0, must_count: 0, if_time_count: 0, open_count: 0, asked_count: 0, skipped_count: 0, planned_minutes: 0, must_minutes: 0, minutes: 30, fits: true, over_by: 0, closing_present: false };

/** A talk as the API tells it; only what a test is about is given. */
function talk(of: Partial<Omit<Talk, 'agenda_summary' | 'allowed'>> & { can?: string[]; agenda?: Partial<Talk['agenda_summary']> } = {}): Talk {
  const { can = [], agenda = {}, ...rest } = of;
  return {
    id: 'one', state: 'planned', contact_name: 'Maria Keller', minutes: 30, careers: [], outcome_reason: '', created_at: at(-20), updated_at: at(-1),
    starts_at: null, held_at: null, requested_at: null, followed_up_at: null, closed_at: null, time_zone: null,
    ...rest, agenda_summary: { ...EMPTY, ...agenda }, allowed: can.map(action => ({ action, path: '' })),
  } as unknown as Talk;
}

test('what wants attention soonest stands first, and empty groups are left out', () => {
  const talks = [
    talk({ id: 'held', state: 'held', held_at: at(-3) }),
    talk({ id: 'later', state: 'scheduled', starts_at: at(9) }),
    talk({ id: 'soon', state: 'scheduled', starts_at: at(1) }),
    talk({ id: 'over', state: 'scheduled', starts_at: at(-1) }),
    talk({ id: 'no', state: 'declined', closed_at: at(-2) }),
    talk({ id: 'asked', state: 'requested', requested_at: at(-2) }),
  ];
  const groups = grouped(talks, NOW).map(group => [group.id, group.talks.map(one => one.id)]);
  assert.deepEqual(groups, [['over', ['over']], ['soon', ['soon', 'later']], ['waiting', ['asked']], ['held', ['held']], ['closed', ['no']]]);
});

test('a talk is over when its time has passed, not when it begins', () => {
  const running = talk({ state: 'scheduled', starts_at: new Date(NOW - 10 * 60_000).toISOString() });
  assert.equal(grouped([running], NOW)[0]?.id, 'soon');
  assert.equal(hasBegun(running, NOW), true);
  assert.equal(situation(running, NOW).title, 'Happening now');
});

test('a follow-up is suggested after a week, and only where the server allows one', () => {
  const asked = (days: number, can: string[]) => nextStep(talk({ state: 'requested', requested_at: at(-days), can }), NOW);
  assert.deepEqual(asked(2, ['follow_up']), { text: 'Asked 2 days ago', due: false });
  assert.deepEqual(asked(8, ['follow_up']), { text: 'Follow up: asked last week', due: true });
  assert.deepEqual(asked(8, []), { text: 'No answer to either message', due: true });
});

test('what a scheduled talk still lacks is said, the most important first', () => {
  const lacks = (agenda: Partial<Talk['agenda_summary']>) => nextStep(talk({ state: 'scheduled', starts_at: at(2), agenda }), NOW).text;
  assert.equal(lacks({}), 'Prepare your questions');
  assert.equal(lacks({ item_count: 9, fits: false, over_by: 6 }), 'Questions are 6 min too long');
  assert.equal(lacks({ item_count: 5 }), 'Ask whom else to meet');
  assert.equal(lacks({ item_count: 1, closing_present: true }), '1 question ready');
});

test('asking is not suggested where it is not allowed', () => {
  assert.equal(nextStep(talk({ can: ['request'] }), NOW).due, true);
  assert.equal(nextStep(talk({ can: ['cancel'] }), NOW).due, false);
  assert.match(situation(talk(), NOW).text, /not possible right now/);
});

test('their time is told only where their clocks show something else', () => {
  const there = (zone: string) => otherZone(talk({ state: 'scheduled', starts_at: '2026-12-01T08:00:00Z', time_zone: zone }), 'Europe/Berlin');
  assert.equal(there('America/New_York'), 'America/New_York');
  assert.equal(there('Europe/Paris'), null);
  assert.equal(there('Europe/Berlin'), null);
});

test('a talk that left the road is at no milestone', () => {
  assert.deepEqual((['planned', 'requested', 'scheduled', 'held', 'declined'] as const).map(milestone), [0, 1, 2, 3, -1]);
});

test('a month is whole weeks, whatever day they begin on', () => {
  const monday = monthOf('2026-11-24', 1);
  assert.deepEqual([monday.length, monday[0]?.[0], monday.at(-1)?.at(-1)], [6, '2026-10-26', '2026-12-06']);
  const sunday = monthOf('2026-11-24', 7);
  assert.deepEqual([sunday.length, sunday[0]?.[0], sunday.at(-1)?.at(-1)], [5, '2026-11-01', '2026-12-05']);
  assert.deepEqual(weekOf('2026-11-24', 1).slice(0, 2), ['2026-11-23', '2026-11-24']);
});

test('months are counted over the end of the year', () => {
  assert.equal(addMonths('2026-12-31', 1), '2027-01-01');
  assert.equal(addMonths('2026-01-31', -1), '2025-12-01');
});

test('a talk stands on the day that it is here', () => {
  const late = talk({ state: 'scheduled', starts_at: '2026-12-01T23:30:00Z' });
  assert.deepEqual([...byDay([late, talk()], 'Europe/Berlin').keys()], ['2026-12-02']);
});

test('only a day of the calendar is one', () => {
  assert.deepEqual(['2026-11-24', '2026-13-01', 'tomorrow', null].map(isDay), [true, false, false, false]);
});

test('an address may say anything; only what the list knows is asked', () => {
  const read = readFilters(new URLSearchParams('state=held&q=%20pay%20&career=abc'));
  assert.deepEqual(asked(read), { q: 'pay', state: 'held', career_id: 'abc' });
  assert.equal(isFiltered(readFilters(new URLSearchParams('state=toString&view=calendar'))), false);
});
