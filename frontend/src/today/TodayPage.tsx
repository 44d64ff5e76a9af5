import { useSignal } from '@preact/signals';
import { nextStep, happensAt, isOver, type Talk } from '../interviews/next.ts';
import { When } from '../interviews/When.tsx';
import { navigate } from '../core/router.ts';
import { session } from '../core/session.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { sayAgo } from '../core/time.ts';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Avatar, Card, Page, Skeleton, StageBadge } from '../core/ui/surfaces.tsx';
import { useMade, useNewPeople, useOpenTalks } from './api.ts';
import { easiestFirst, isDone, isUnfinished, nextOf, recall, remember, EASE, NAMES, STEPS, easeOf, type Contact, type Made } from './steps.ts';
import './today.css';

const SUGGESTIONS = 4;

const workOf = (one: { headline?: string | null; contact_headline?: string | null; organization_name: string | null }) =>
  [one.headline ?? one.contact_headline, one.organization_name].filter(Boolean).join(' · ');

/** "Good morning, Robin", by the clock on the wall. */
function greeting(now: Date): string {
  const hour = now.getHours();
  const hello = hour < 5 ? 'Hello' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';
  const name = session.value?.name.trim().split(/\s+/)[0];
  return name ? `${hello}, ${name}` : hello;
}

function NextTalk({ talk, now }: { talk: Talk; now: number }) {
  const at = happensAt(talk) as string;
  const { text, due } = nextStep(talk, now);
  return (
    <section class="today-next" aria-labelledby="next-talk">
      <p class="warm strong">Next conversation · {Date.parse(at) <= now ? 'now' : sayAgo(at, now)}</p>
      <h2 id="next-talk">
        <a href={`/interviews/${talk.id}`}>{talk.contact_name}</a>
      </h2>
      <p class="muted">{workOf(talk)}</p>
      <ul class="facts">
        <li>
          <Icon name="calendar" />
          <span>
            <When talk={talk} />
          </span>
        </li>
        <li>
          <Icon name="clock" /> {talk.minutes} minutes
        </li>
        {talk.place && (
          <li>
            <Icon name="map-pin" /> {talk.place}
          </li>
        )}
        {!due && (
          <li>
            <Icon name="list-checks" /> {text}
          </li>
        )}
      </ul>
      <LinkButton kind="primary" href={`/interviews/${talk.id}`}>
        {due ? text : 'Look at your questions'}
      </LinkButton>
    </section>
  );
}

/** No conversation has a date: the nearest way to one. */
function NoTalk({ toAsk }: { toAsk: Talk | undefined }) {
  return (
    <section class="today-next" aria-labelledby="next-talk">
      <p class="warm strong">Next conversation</p>
      <h2 id="next-talk">{toAsk ? `Ask ${toAsk.contact_name}` : 'None has a date yet'}</h2>
      <p class="muted">{toAsk ? 'The plan is there. All that is missing is the ask: half an hour, for advice, not for a job.' : 'Choose somebody you find easy to ask, and plan half an hour with them.'}</p>
      <LinkButton kind="primary" href={toAsk ? `/interviews/${toAsk.id}` : '/interviews/new'}>
        {toAsk ? 'Open the plan' : 'Plan a talk'}
      </LinkButton>
    </section>
  );
}

function TalkList({ title, talks, now, all }: { title: string; talks: readonly Talk[]; now: number; all: string }) {
  if (!talks.length) return null;
  return (
    <Card title={title} actions={talks.length > SUGGESTIONS && <a href={all}>All {talks.length}</a>}>
      <ul class="lines">
        {talks.slice(0, SUGGESTIONS).map(talk => {
          const { text, due } = nextStep(talk, now);
          return (
            <li key={talk.id} class="line-row">
              <Avatar name={talk.contact_name} />
              <span class="two-lines">
                <a class="line-link" href={`/interviews/${talk.id}`}>{talk.contact_name}</a>
                {talk.state === 'scheduled' && (
                  <small>
                    <When talk={talk} />
                  </small>
                )}
                <small class={due ? 'good' : 'muted'}>{text}</small>
              </span>
              <StageBadge stage={talk.state} />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function StartSmall({ people }: { people: readonly Contact[] }) {
  if (!people.length) return null;
  return (
    <Card title="Start small" actions={<a href="/contacts?stage=new">Everyone new</a>}>
      <ul class="lines">
        {people.map(person => (
          <li key={person.id} class="line-row">
            <Avatar name={person.full_name} />
            <span class="two-lines">
              <a class="line-link" href={`/contacts/${person.id}`}>{person.full_name}</a>
              <small>{[workOf(person), person.difficulty && EASE.find(one => one.value === easeOf(person.difficulty))?.label].filter(Boolean).join(' · ') || 'New'}</small>
            </span>
            <LinkButton size="s" href={`/interviews/new?contact=${person.id}`}>
              Plan <span class="visually-hidden">a talk with {person.full_name}</span>
            </LinkButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function GoOn({ made }: { made: Made }) {
  const memory = useSignal(recall()).value;
  const away = useSignal(false);
  if (away.value) return null;
  const next = nextOf(made, memory);
  const done = STEPS.filter(step => isDone(step, made)).length;
  return (
    <section class="row between today-go-on" aria-labelledby="go-on">
      <div>
        <h2 id="go-on">Your first steps</h2>
        <p class="muted">
          {done} of {STEPS.length} done.
          {next !== 'done' && ` Next: ${NAMES[next].toLowerCase()}.`}
        </p>
      </div>
      <span class="row">
        <Button
          kind="quiet"
          onClick={() => {
            remember({ finished: true });
            away.value = true;
          }}
        >
          I know my way
        </Button>
        <LinkButton href="/welcome">Go on</LinkButton>
      </span>
    </section>
  );
}

export default function TodayPage() {
  const talks = useOpenTalks();
  const people = useNewPeople();
  const made = useMade();
  const now = new Date();
  const at = now.getTime();
  useShortcuts([{ keys: 'n', label: 'Plan a talk', run: () => navigate('/interviews/new') }]);
  const title = greeting(now);
  const lead = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' }).format(now);

  const parts = [talks, people, made];
  const failed = parts.find(one => one.error && !one.data);
  if (failed) return <ErrorState page error={failed.error} onRetry={() => parts.forEach(one => one.reload())} />;
  if (!talks.data || !people.data || !made.data) {
    return (
      <Page title={title} lead={lead}>
        <Skeleton lines={7} label="Loading your day" />
      </Page>
    );
  }
  if (!made.data.career && !made.data.people && !made.data.talks.length) {
    return (
      <Page title={title} lead={lead}>
        <EmptyState
          drawing="path"
          title="Five minutes to your first planned talk"
          actions={
            <>
              <LinkButton kind="primary" href="/welcome">
                Begin
              </LinkButton>
              <LinkButton href="/import" icon="upload">
                Bring your contacts
              </LinkButton>
            </>
          }
        >
          A career you wonder about, somebody who does it, and five good questions. Then this page tells you each day what comes next.
        </EmptyState>
      </Page>
    );
  }

  const open = talks.data.items;
  const timed = open.filter(talk => talk.state === 'scheduled' && talk.starts_at).sort((a, b) => (a.starts_at as string).localeCompare(b.starts_at as string));
  const over = timed.filter(talk => isOver(talk, at));
  const ahead = timed.filter(talk => !isOver(talk, at));
  const waiting = open
    .filter(talk => talk.state === 'requested')
    .sort((a, b) => Number(nextStep(b, at).due) - Number(nextStep(a, at).due) || (a.requested_at ?? '').localeCompare(b.requested_at ?? ''));
  const toAsk = open.filter(talk => talk.state === 'planned' && nextStep(talk, at).due);
  const [next, ...later] = ahead;
  return (
    <Page title={title} lead={lead}>
      <div class="stack gap-5">
        {isUnfinished(made.data, recall()) && <GoOn made={made.data} />}
        <TalkList title="How did it go?" talks={over} now={at} all="/interviews?state=scheduled" />
        {next ? <NextTalk talk={next} now={at} /> : <NoTalk toAsk={toAsk[0]} />}
        <div class="today-columns">
          <TalkList title="After that" talks={later} now={at} all="/interviews?state=scheduled" />
          <TalkList title="Waiting for an answer" talks={waiting} now={at} all="/interviews?state=requested" />
          <TalkList title="To ask" talks={next ? toAsk : toAsk.slice(1)} now={at} all="/interviews?state=planned" />
          <StartSmall people={easiestFirst(people.data.items).slice(0, SUGGESTIONS)} />
        </div>
      </div>
    </Page>
  );
}
