import { useSignal } from '@preact/signals';
import { Icon } from '../core/ui/Icon.tsx';
import { Button } from '../core/ui/Button.tsx';
import { Avatar, StageBadge } from '../core/ui/surfaces.tsx';
import { dayOf, sayDay } from './calendar.ts';
import { happensAt, nextStep, type Talk } from './next.ts';
import { grouped, type Group } from './talk.ts';
import { When } from './When.tsx';

/** Long ago matters less: of these groups the first few are shown. */
const SHOWN: Partial<Record<Group['id'], number>> = { held: 6, closed: 4 };

/** The day as on a tear-off calendar, for talks that have one. */
function DayMark({ talk }: { talk: Talk }) {
  const at = happensAt(talk);
  if (!at) return <Avatar name={talk.contact_name} size="l" />;
  const day = dayOf(at);
  return (
    <span class="interviews-day" aria-hidden="true">
      <small>{sayDay(day, { month: 'short' })}</small>
      <strong>{sayDay(day, { day: 'numeric' })}</strong>
      <small>{sayDay(day, { weekday: 'short' })}</small>
    </span>
  );
}

function TalkRow({ talk, now }: { talk: Talk; now: number }) {
  const next = nextStep(talk, now);
  const work = [talk.contact_headline, talk.organization_name].filter(Boolean).join(' · ');
  return (
    <li class="interviews-row">
      <DayMark talk={talk} />
      <div class="interviews-row-who">
        <a class="row-link interviews-row-link" href={`/interviews/${talk.id}`}>
          {talk.contact_name}
        </a>
        {work && <p class="muted">{work}</p>}
        <p class="interviews-row-when">
          <When talk={talk} />
          {talk.careers.length > 0 && <span class="muted">about {talk.careers.map(career => career.title).join(', ')}</span>}
        </p>
      </div>
      <div class="interviews-row-next">
        <StageBadge stage={talk.state} />
        {next.text && (
          <p class={next.due ? 'good' : 'muted clamp'}>
            {next.text}
            {next.due && <Icon name="arrow-right" />}
          </p>
        )}
      </div>
    </li>
  );
}

function TalkGroup({ group, now }: { group: Group; now: number }) {
  const all = useSignal(false);
  const most = SHOWN[group.id] ?? Infinity;
  const shown = all.value ? group.talks : group.talks.slice(0, most);
  const hidden = group.talks.length - shown.length;
  return (
    <section aria-labelledby={`talks-${group.id}`}>
      <h2 id={`talks-${group.id}`} class="mb-2">
        {group.title} <span class="muted">{group.talks.length}</span>
      </h2>
      <ul class="interviews-rows">
        {shown.map(talk => (
          <TalkRow key={talk.id} talk={talk} now={now} />
        ))}
      </ul>
      {hidden > 0 && (
        <Button kind="quiet" size="s" icon="chevron-down" onClick={() => (all.value = true)}>
          Show {hidden} more
        </Button>
      )}
    </section>
  );
}

/** Talks by what is next for them. */
export function TalkGroups({ talks, now }: { talks: readonly Talk[]; now: number }) {
  return (
    <div class="stack gap-6">
      {grouped(talks, now).map(group => (
        <TalkGroup key={group.id} group={group} now={now} />
      ))}
    </div>
  );
}
