/** Where a text was changed: what stood between `from` and `to` of the former one became `now`. */
interface Region {
  from: number;
  to: number;
  now: string;
}

function regionOf(base: string, text: string): Region {
  const most = Math.min(base.length, text.length);
  let from = 0;
  while (from < most && base[from] === text[from]) from += 1;
  let end = 0;
  while (end < most - from && base.at(-1 - end) === text.at(-1 - end)) end += 1;
  return { from, to: base.length - end, now: text.slice(from, text.length - end) };
}

const line = (before: string, after: string) => (before && after && !before.endsWith('\n') && !after.startsWith('\n') ? '\n' : '');

/** What a server that trims and composes makes of a text does not count as a change. */
export const plain = (text: unknown): unknown => (typeof text === 'string' ? text.normalize().trim() : JSON.stringify(text));

/**
 * One text out of two that were made from the same one, with all that is in either: changes at different places are both
 * made; at the same place theirs comes first, then ours, on a line of its own. Ours stays last, where one is writing.
 */
export function both(base: string, theirs: string, ours: string): string {
  if (plain(theirs) === plain(ours) || plain(theirs) === plain(base)) return ours;
  if (plain(ours) === plain(base)) return theirs;
  const [a, b] = [regionOf(base, theirs), regionOf(base, ours)];
  if (a.from === b.from && a.to === b.to && a.from === a.to) {
    if (a.now.startsWith(b.now)) return theirs;
    if (b.now.startsWith(a.now)) return ours;
    return base.slice(0, a.from) + a.now + line(a.now, b.now) + b.now + base.slice(a.to);
  }
  if (a.to <= b.from) return base.slice(0, a.from) + a.now + base.slice(a.to, b.from) + b.now + base.slice(b.to);
  if (b.to <= a.from) return base.slice(0, b.from) + b.now + base.slice(b.to, a.from) + a.now + base.slice(a.to);
  // the same words were changed in two ways: what they begin with alike once, then the one and the other
  const { from } = regionOf(theirs, ours);
  if (from === theirs.length || from === ours.length) return from === theirs.length ? ours : theirs;
  return theirs + line(theirs, ours.slice(from)) + ours.slice(from);
}
