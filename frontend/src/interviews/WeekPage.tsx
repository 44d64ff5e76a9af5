import { useSignal } from '@preact/signals';
import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { useQuery } from '../core/query.ts';
import { query, setQuery } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { hereZone, sayTime } from '../core/time.ts';
import { Button, IconButton, LinkButton } from '../core/ui/Button.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { NumberInput } from '../core/ui/inputs.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Page, Skeleton, stageTone } from '../core/ui/surfaces.tsx';
import { addDays, dayOf, isDay, sayDay, weekOf, type Day } from './calendar.ts';
import { cityOf } from './next.ts';
import { MODES } from './talk.ts';
import './interviews.css';

type WeekDay = Schema<'WeekDay'>;
type Slot = WeekDay['talks'][number];

const MINUTE = 60_000;

const saveWay = (slot: Slot, travel_minutes: number | null) =>
  act({
    send: () => ok(api.PATCH('/api/v1/interviews/{interview_id}', { params: { path: { interview_id: slot.interview_id }, header: ifMatch(slot) }, body: { travel_minutes } as Schema<'InterviewUpdate'> })),
    refresh: [['interviews'], ['interview', slot.interview_id]],
  });

/** How long the way there takes: kept when the field is left. */
function Way({ slot }: { slot: Slot }) {
  const minutes = useSignal(slot.travel_minutes);
  const before = slot.travel_minutes;
  const way = (before ?? 0) * MINUTE;
  const keep = () => {
    if (minutes.value !== before && !(minutes.value !== null && (minutes.value < 0 || minutes.value > 1440))) void saveWay(slot, minutes.value);
  };
  return (
    <div onFocusOut={keep}>
      <NumberInput
        label={`Way to ${slot.contact_name}`}
        unit="min"
        min={0}
        max={1440}
        step={5}
        value={minutes.value}
        onChange={value => (minutes.value = value)}
        hint={way ? `Leave at ${sayTime(Date.parse(slot.starts_at) - way)}, back at ${sayTime(Date.parse(slot.ends_at) + way)}` : 'One way'}
      />
    </div>
  );
}

function Entry({ slot, offered }: { slot: Slot; offered: boolean }) {
  return (
    <>
      <a class={`interviews-event tone-${offered ? 'line' : stageTone(slot.state)}`} href={`/interviews/${slot.interview_id}${offered ? '/times' : ''}`}>
        <time dateTime={slot.starts_at}>
          {sayTime(slot.starts_at)} · {slot.minutes} min
        </time>
        <span>{slot.contact_name}</span>
        <span class="muted">{offered ? 'On offer' : [slot.mode && MODES[slot.mode], slot.place].filter(Boolean).join(' · ')}</span>
      </a>
      {slot.mode === 'in_person' && slot.state === 'scheduled' && !offered && <Way key={`${slot.interview_id}-${slot.travel_minutes}`} slot={slot} />}
    </>
  );
}

function DayOf({ day, today }: { day: WeekDay; today: Day }) {
  const rows = [
    ...day.talks.map(slot => ({ at: slot.starts_at, row: <Entry slot={slot} offered={false} /> })),
    ...day.offers.map(slot => ({ at: slot.starts_at, row: <Entry slot={slot} offered /> })),
    ...day.gaps.map(gap => ({
      at: gap.starts_at,
      row: (
        <p class="line-more">
          Free {sayTime(gap.starts_at)} to {sayTime(gap.ends_at)}
        </p>
      ),
    })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <li aria-current={day.date === today ? 'date' : undefined}>
      <h2>
        <time dateTime={day.date}>{sayDay(day.date, { weekday: 'short', day: 'numeric', month: 'short' })}</time>
        {day.date === today && <span class="muted"> · today</span>}
      </h2>
      {day.conflicts.map(one => (
        <p key={one.words} class="line-more" style={{ color: 'var(--clay)' }}>
          <Icon name="triangle-alert" /> {one.words}
        </p>
      ))}
      {rows.map(({ at, row }) => (
        <div key={at}>{row}</div>
      ))}
      {!rows.length && <p class="muted">Nothing</p>}
      {day.travel_minutes > 0 && <p class="line-more">On the way: {day.travel_minutes} min</p>}
    </li>
  );
}

/** A week of talks: what is agreed and on offer, the ways between, what is free, and what does not fit. */
export default function WeekPage() {
  const today = dayOf(Date.now());
  const asked = query.value.get('start');
  const start = isDay(asked) ? asked : (weekOf(today)[0] as Day);
  const week = useQuery(['interviews', 'week', start], signal => ok(api.GET('/api/v1/interviews/week', { params: { query: { start, time_zone: hereZone } }, signal })), { keep: true });
  const go = (days: number) => setQuery({ start: addDays(start, days) }, { replace: false });
  useShortcuts([
    { keys: '[', label: 'The week before', run: () => go(-7) },
    { keys: ']', label: 'The week after', run: () => go(7) },
  ]);
  const said = (day: Day) => sayDay(day, { day: 'numeric', month: 'long' });
  return (
    <Page
      class="interviews-wide"
      title="Interview week"
      crumb={{ label: 'Calendar', href: `/interviews?view=calendar&day=${start}` }}
      lead={`${said(start)} to ${said(addDays(start, 6))}, on your clock (${cityOf(hereZone)}).`}
      actions={
        <>
          <Button kind="quiet" onClick={() => setQuery({ start: null })}>
            This week
          </Button>
          <IconButton icon="arrow-left" label="The week before" onClick={() => go(-7)} />
          <IconButton icon="arrow-right" label="The week after" onClick={() => go(7)} />
          <LinkButton icon="plus" href="/interviews/new">
            Plan a talk
          </LinkButton>
        </>
      }
    >
      {!week.data ? (
        week.error ? (
          <ErrorState error={week.error} onRetry={week.reload} />
        ) : (
          <Skeleton lines={8} label="Loading the week" />
        )
      ) : (
        <ol class="interviews-week interviews-days" aria-busy={week.busy || undefined}>
          {week.data.days.map(day => (
            <DayOf key={day.date} day={day} today={today} />
          ))}
        </ol>
      )}
    </Page>
  );
}
