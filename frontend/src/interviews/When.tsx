import { sayDateTime, sayTime, zoneName } from '../core/time.ts';
import { cityOf, happensAt, otherZone, type Talk } from './talk.ts';

/** When a talk is, on the clocks here and, where they differ, on theirs. */
export function When({ talk }: { talk: Talk }) {
  const at = happensAt(talk);
  if (!at) return null;
  const there = otherZone(talk);
  return (
    <>
      <time dateTime={at}>{sayDateTime(at)}</time>
      {there && (
        <span class="muted">
          {' '}
          · {sayTime(at, there)} in {cityOf(there)} ({zoneName(there, at)})
        </span>
      )}
    </>
  );
}
