/** The zone of this device, in IANA's name. */
export const hereZone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making an Intl format costs far more than using one. */
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const text = JSON.stringify(options);
  const made = formats.get(text) ?? new Intl.DateTimeFormat(undefined, options);
  formats.set(text, made);
  return made;
}

type Instant = string | number | Date;
const date = (at: Instant) => (at instanceof Date ? at : new Date(at));

/** "12 Mar 2027", without the year when it is this one. */
export function sayDate(at: Instant, zone = hereZone, now: Instant = Date.now()): string {
  const thisYear = date(at).getUTCFullYear() === date(now).getUTCFullYear();
  return format({ day: 'numeric', month: 'short', ...(!thisYear && { year: 'numeric' }), timeZone: zone }).format(date(at));
}

/** "Fri, 12 March, 15:00", in the given zone; with the year when it is not this one. */
export function sayDateTime(at: Instant, zone = hereZone, now: Instant = Date.now()): string {
  const thisYear = date(at).getUTCFullYear() === date(now).getUTCFullYear();
  return format({ weekday: 'short', day: 'numeric', month: 'long', ...(!thisYear && { year: 'numeric' }), hour: 'numeric', minute: '2-digit', timeZone: zone }).format(date(at));
}

export function sayTime(at: Instant, zone = hereZone): string {
  return format({ hour: 'numeric', minute: '2-digit', timeZone: zone }).format(date(at));
}

/** "GMT+1" or "CET": what people call the zone at that instant. */
export function zoneName(zone: string, at: Instant = Date.now()): string {
  const part = format({ timeZone: zone, timeZoneName: 'short' }).formatToParts(date(at)).find(one => one.type === 'timeZoneName');
  return part?.value ?? zone;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
let relative: Intl.RelativeTimeFormat | undefined;

/** "yesterday", "in 3 weeks", "just now". */
export function sayAgo(at: Instant, now: Instant = Date.now()): string {
  relative ??= new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  const seconds = (date(at).getTime() - date(now).getTime()) / 1000;
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  }
  return 'just now';
}

/** The wall clock of an instant in a zone, as <input type=datetime-local> wants it: "2027-03-12T15:00". */
export function toWall(at: Instant, zone: string): string {
  const parts = format({ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', calendar: 'iso8601', numberingSystem: 'latn' } as Intl.DateTimeFormatOptions).formatToParts(date(at));
  const get = (type: string) => parts.find(one => one.type === type)?.value ?? '00';
  return `${get('year').padStart(4, '0')}-${get('month')}-${get('day')}T${get('hour')}:${get('minute')}`;
}

/**
 * The instant of a wall clock in a zone. A time that the spring change skips is moved past the gap, one that comes twice
 * in autumn is the first of the two: as RFC 5545 §3.3.5 reads local times.
 */
export function fromWall(wall: string, zone: string): Date | null {
  const minutes = wall.slice(0, 16); // some browsers add seconds
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(minutes) ? Date.parse(`${minutes}:00Z`) : NaN;
  if (Number.isNaN(asUtc) || toWall(asUtc, 'UTC') !== minutes) return null;
  const offset = (at: number) => Date.parse(`${toWall(at, zone)}:00Z`) - Math.floor(at / 60_000) * 60_000;
  const before = offset(asUtc - 86_400_000);
  const after = offset(asUtc + 86_400_000);
  const fits = [asUtc - before, asUtc - after].filter(at => offset(at) === asUtc - at).sort((a, b) => a - b);
  return new Date(fits[0] ?? asUtc - before);
}

/** The zones people choose from, the device's own first. */
export function zones(): string[] {
  const all = Intl.supportedValuesOf('timeZone');
  return [hereZone, ...all.filter(zone => zone !== hereZone)];
}
