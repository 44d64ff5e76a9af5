import { sayDateTime, sayTime, zoneName } from '../core/time.ts';
import { cityOf, happensAt, otherZone, type Talk } from './next.ts';

/** When a talk is, on the clocks here and, where they differ, on theirs. */
export function When({ talk }: { talk: Talk }) {
  const at = happensAt(talk);
  if (!at) return null;
  const there = otherZone(talk);
  return (
    <>
      <time dateTime={at}>{sayDateTime(at)}</time>
      {there && (
        <span class="muted interviews-there">
          {' '}
          ({sayTime(at, there)} {zoneName(there, at)} in {cityOf(there)})
        </span>
      )}
    </>
  );
}
