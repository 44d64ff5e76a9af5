import { signal } from '@preact/signals';
import { query, setQuery } from '../core/router.ts';
import { hereZone, fromWall, sayDateTime, sayTime, zoneName } from '../core/time.ts';
import { Button, IconButton, LinkButton } from '../core/ui/Button.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { stageLabel, stageTone } from '../core/ui/surfaces.tsx';
import { useTalks } from './api.ts';
import { addDays, addMonths, byDay, dayOf, isDay, monthOf, sayDay, weekOf, type Day } from './calendar.ts';
import type { Filters } from './filters.ts';
import { cityOf, happensAt, otherZone, type Talk } from './next.ts';

const roomy = matchMedia('(width >= 52rem)');
const wide = signal(roomy.matches);
roomy.addEventListener('change', () => {
  wide.value = roomy.matches;
});

function Event({ talk, full = false }: { talk: Talk; full?: boolean }) {
  const at = happensAt(talk) as string;
  const there = otherZone(talk);
  const elsewhere = there ? `${sayTime(at, there)} in ${cityOf(there)}` : '';
  return (
    <a class={`interviews-event tone-${stageTone(talk.state)}`} href={`/interviews/${talk.id}`} title={`${sayDateTime(at)}${elsewhere && `, ${elsewhere}`}`}>
      <time dateTime={at}>{sayTime(at)}</time>
      <span class="interviews-event-who">{talk.contact_name}</span>
      <span class={full ? 'muted' : 'visually-hidden'}>
        {stageLabel(talk.state)}
        {elsewhere && ` · ${elsewhere}`}
        {full && talk.place && ` · ${talk.place}`}
      </span>
    </a>
  );
}

function Month({ day, today, talks }: { day: Day; today: Day; talks: Map<Day, Talk[]> }) {
  const weeks = monthOf(day);
  return (
    <div class="table-frame">
      <table class="interviews-month">
        <caption class="visually-hidden">Talks in {sayDay(day, { month: 'long', year: 'numeric' })}</caption>
        <thead>
          <tr>
            {weeks[0]?.map(one => (
              <th key={one} scope="col">
                <abbr title={sayDay(one, { weekday: 'long' })}>{sayDay(one, { weekday: 'short' })}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map(week => (
            <tr key={week[0]}>
              {week.map(one => (
                <td key={one} data-outside={one.slice(0, 7) !== day.slice(0, 7) || undefined} aria-current={one === today ? 'date' : undefined}>
                  <time class="interviews-date" dateTime={one}>
                    <span class="visually-hidden">{sayDay(one, { day: 'numeric', month: 'long' })}</span>
                    <span aria-hidden="true">{sayDay(one, { day: 'numeric' })}</span>
                  </time>
                  {talks.get(one)?.map(talk => <Event key={talk.id} talk={talk} />)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Week({ day, today, talks }: { day: Day; today: Day; talks: Map<Day, Talk[]> }) {
  return (
    <ol class="interviews-week">
      {weekOf(day).map(one => (
        <li key={one} aria-current={one === today ? 'date' : undefined}>
          <h3>
            <time dateTime={one}>{sayDay(one, { weekday: 'long', day: 'numeric', month: 'short' })}</time>
            {one === today && <span class="muted"> · today</span>}
          </h3>
          {talks.get(one)?.map(talk => <Event key={talk.id} talk={talk} full />) ?? <p class="muted">Nothing</p>}
        </li>
      ))}
    </ol>
  );
}

/** Talks by day: a month as a table, a week as a list where a month has no room. Times are those of the clocks here. */
export default function CalendarView({ filters }: { filters: Filters }) {
  const today = dayOf(Date.now());
  const asked = query.value.get('day');
  const day = isDay(asked) ? asked : today;
  const days = wide.value ? monthOf(day).flat() : weekOf(day);
  const from = fromWall(`${days[0]}T00:00`, hereZone)?.toISOString() ?? '';
  const to = fromWall(`${addDays(days.at(-1) as Day, 1)}T00:00`, hereZone)?.toISOString() ?? '';
  const list = useTalks(filters, { from, to });
  const talks = byDay(list.items ?? []);
  const go = (by: number) => setQuery({ day: wide.value ? addMonths(day, by) : addDays(day, by * 7) });
  const unit = wide.value ? 'month' : 'week';
  const title = wide.value
    ? sayDay(day, { month: 'long', year: 'numeric' })
    : `${sayDay(days[0] as Day, { day: 'numeric', month: 'short' })} to ${sayDay(days[6] as Day, { day: 'numeric', month: 'short' })}`;
  return (
    <section class="stack" aria-labelledby="calendar-title">
      <div class="row">
        <h2 id="calendar-title" aria-live="polite">
          {title}
        </h2>
        <span class="spacer" />
        <LinkButton size="s" kind="quiet" href={`/interviews/week?start=${weekOf(day)[0]}`}>
          Interview week
        </LinkButton>
        <Button size="s" kind="quiet" onClick={() => setQuery({ day: null })}>
          Today
        </Button>
        <IconButton icon="arrow-left" label={`Earlier ${unit}`} onClick={() => go(-1)} />
        <IconButton icon="arrow-right" label={`Later ${unit}`} onClick={() => go(1)} />
      </div>
      {list.error && !list.items ? (
        <ErrorState error={list.error} onRetry={list.reload} />
      ) : (
        <div aria-busy={list.busy || undefined}>{wide.value ? <Month day={day} today={today} talks={talks} /> : <Week day={day} today={today} talks={talks} />}</div>
      )}
      <p class="muted">
        Times are on your clock ({cityOf(hereZone)}, {zoneName(hereZone)}).{' '}
        {!list.loading && !list.items?.length && `No talk in this ${unit}.`}
      </p>
    </section>
  );
}
