import { hereZone, toWall } from '../core/time.ts';
import { happensAt, type Talk } from './next.ts';

/** A day of the calendar: "2026-11-24". Days are counted in UTC, so that no change of clocks makes one longer. */
export type Day = string;

const DAY = 86_400_000;
const asTime = (day: Day) => Date.parse(`${day}T00:00Z`);
const asDay = (time: number): Day => new Date(time).toISOString().slice(0, 10);

export const addDays = (day: Day, days: number): Day => asDay(asTime(day) + days * DAY);

/** The same month some months on, at its first day. */
export function addMonths(day: Day, months: number): Day {
  const at = new Date(asTime(day));
  return asDay(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
}

export const dayOf = (at: string | number, zone = hereZone): Day => toWall(at, zone).slice(0, 10);

export const isDay = (text: string | null): text is Day => text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(asTime(text));

/** 1 Monday to 7 Sunday, as the language of the app begins its weeks. */
export function firstWeekday(language = new Intl.DateTimeFormat().resolvedOptions().locale): number {
  const locale = new Intl.Locale(language) as Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

/** The seven days of the week that has this day. */
export function weekOf(day: Day, first = firstWeekday()): Day[] {
  const weekday = new Date(asTime(day)).getUTCDay() || 7;
  const start = addDays(day, -((weekday - first + 7) % 7));
  return Array.from({ length: 7 }, (_, place) => addDays(start, place));
}

/** The weeks that a month touches, whole. */
export function monthOf(day: Day, first = firstWeekday()): Day[][] {
  const weeks: Day[][] = [];
  const month = day.slice(0, 7);
  for (let week = weekOf(`${month}-01`, first); (week[0] as Day).slice(0, 7) <= month; week = weekOf(addDays(week[0] as Day, 7), first)) weeks.push(week);
  return weeks;
}

/** Talks by the day on which they are here, the earliest first. */
export function byDay(talks: readonly Talk[], zone = hereZone): Map<Day, Talk[]> {
  const timed = talks.filter(talk => happensAt(talk)).sort((a, b) => (happensAt(a) as string).localeCompare(happensAt(b) as string));
  const days = new Map<Day, Talk[]>();
  for (const talk of timed) {
    const day = dayOf(happensAt(talk) as string, zone);
    days.set(day, [...(days.get(day) ?? []), talk]);
  }
  return days;
}

const words = new Map<string, Intl.DateTimeFormat>();

/** A day in words, by the parts asked for. */
export function sayDay(day: Day, parts: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(parts);
  const format = words.get(key) ?? new Intl.DateTimeFormat(undefined, { ...parts, timeZone: 'UTC' });
  words.set(key, format);
  return format.format(asTime(day));
}
