import type { Agenda } from './agenda.ts';
import './timebar.css';

/** How the questions fit the agreed time: what must be asked, what may be, and what is too much. */
export function TimeBar({ summary }: { summary: Agenda['summary'] }) {
  const { planned_minutes: planned, must_minutes: must, minutes, over_by: over } = summary;
  const whole = Math.max(planned, minutes, 1);
  const share = (part: number) => ({ width: `${(part / whole) * 100}%` });
  return (
    <div class="line-more">
      <div class="bar" aria-hidden="true">
        <span class="interviews-bar-must" style={share(Math.min(must, minutes))} />
        <span class="interviews-bar-maybe" style={share(Math.max(0, Math.min(planned, minutes) - Math.min(must, minutes)))} />
        {over > 0 && <span class="interviews-bar-over" style={share(over)} />}
      </div>
      <p role="status">
        {over > 0 ? (
          <>
            <strong class="warm">Over by {over} min.</strong> {planned} minutes of questions for {minutes} minutes. Mark what can wait, or take something off.
          </>
        ) : (
          <>
            <strong>Fits.</strong> {planned} of {minutes} minutes planned
            {planned < minutes ? `; ${minutes - planned} left for what comes up.` : ', with nothing left for what comes up.'}
          </>
        )}
      </p>
    </div>
  );
}
