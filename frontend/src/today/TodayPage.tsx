import { useSignal } from '@preact/signals';
import { stepFor, type Suggestion } from '../coverage/coverage.ts';
import { Suggestions } from '../coverage/Suggestions.tsx';
import { nextStep, happensAt, type Talk } from '../interviews/next.ts';
import { When } from '../interviews/When.tsx';
import { navigate } from '../core/router.ts';
import { session } from '../core/session.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { sayAgo } from '../core/time.ts';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Avatar, Card, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { useToday } from './api.ts';
import { DEEDS, sayDue, type Today } from './due.ts';
import { recall, remember, toDo, NAMES, STEPS } from './steps.ts';
import './today.css';

const SHOWN = 8; // dues at first sight: more than that is a reproach

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
      <p class="muted">{[talk.contact_headline, talk.organization_name].filter(Boolean).join(' · ')}</p>
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
function NoTalk({ first }: { first: Suggestion | undefined }) {
  const step = first && stepFor(first);
  return (
    <section class="today-next" aria-labelledby="next-talk">
      <p class="warm strong">Next conversation</p>
      <h2 id="next-talk">{first ? `Ask ${first.full_name}` : 'None has a date yet'}</h2>
      <p class="muted">{first?.reasons[0]?.words ?? 'Choose somebody you find easy to ask, and plan half an hour with them.'}</p>
      <LinkButton kind="primary" href={step?.href ?? '/interviews/new'}>
        {step?.label ?? 'Plan a talk'}
      </LinkButton>
    </section>
  );
}

/** What is due, what can't wait first: each with the one page where it is done. */
function Dues({ today }: { today: Today }) {
  const all = useSignal(false);
  const { dues } = today;
  if (!dues.length) return null;
  return (
    <Card title="Due">
      <ul class="lines">
        {dues.slice(0, all.value ? undefined : SHOWN).map(due => (
          <li key={due.kind + due.page} class="line-row">
            <Avatar name={due.contact_name} />
            <div class="line-text">
              <a class="line-link" href={due.page}>
                {due.words}
              </a>
              <p class={due.overdue && due.kind !== 'keep_in_touch' ? 'good' : 'line-more'}>{sayDue(due, Date.parse(today.now))}</p>
            </div>
            <LinkButton size="s" icon={DEEDS[due.kind].icon} href={due.page}>
              {DEEDS[due.kind].label} <span class="visually-hidden">with {due.contact_name}</span>
            </LinkButton>
          </li>
        ))}
      </ul>
      {dues.length > SHOWN && !all.value && (
        <Button kind="quiet" size="s" icon="chevron-down" onClick={() => (all.value = true)}>
          Show all {dues.length}
        </Button>
      )}
    </Card>
  );
}

function Later({ talks }: { talks: readonly Talk[] }) {
  if (!talks.length) return null;
  return (
    <Card title="After that" actions={<a href="/interviews?state=scheduled">All</a>}>
      <ul class="lines">
        {talks.map(talk => (
          <li key={talk.id} class="line-row">
            <Avatar name={talk.contact_name} />
            <div class="line-text">
              <a class="line-link" href={`/interviews/${talk.id}`}>
                {talk.contact_name}
              </a>
              <p class="line-more">
                <When talk={talk} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What waits for others, or for the person to begin. */
function Waiting({ counts: { waiting, planned } }: Pick<Today, 'counts'>) {
  const parts = [
    waiting && <a href="/interviews?state=requested">{waiting === 1 ? 'One ask waits' : `${waiting} asks wait`} for an answer</a>,
    planned && <a href="/interviews?state=planned">{planned === 1 ? 'One talk is' : `${planned} talks are`} planned and not asked for</a>,
  ].filter(Boolean);
  return parts.length ? <p class="row muted">{parts}</p> : null;
}

function GoOn({ begun }: { begun: Today['begun'] }) {
  const memory = useSignal(recall());
  const todo = toDo(begun, memory.value);
  if (!todo.length) return null;
  const next = todo.find(step => !memory.value.skipped.includes(step));
  return (
    <section class="row between today-go-on" aria-labelledby="go-on">
      <div>
        <h2 id="go-on">Your first steps</h2>
        <p class="muted">
          {STEPS.length - todo.length} of {STEPS.length} done.
          {next && ` Next: ${NAMES[next].toLowerCase()}.`}
        </p>
      </div>
      <span class="row">
        <Button kind="quiet" onClick={() => (memory.value = remember({ finished: true }))}>
          I know my way
        </Button>
        <LinkButton href="/welcome">Go on</LinkButton>
      </span>
    </section>
  );
}

export default function TodayPage() {
  const { data: today, error, reload } = useToday();
  const now = new Date();
  useShortcuts([{ keys: 'n', label: 'Plan a talk', run: () => navigate('/interviews/new') }]);
  const title = greeting(now);
  const lead = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' }).format(now);

  if (error && !today) return <ErrorState page error={error} onRetry={reload} />;
  if (!today) {
    return (
      <Page title={title} lead={lead}>
        <Skeleton lines={7} label="Loading your day" />
      </Page>
    );
  }
  const { ahead, begun, counts, suggestions } = today;
  if (!begun.career && !begun.people && !begun.talk) {
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

  const [next, ...later] = ahead;
  const whom = next ? suggestions : suggestions.slice(1); // the first one is the card above
  return (
    <Page title={title} lead={lead}>
      <div class="stack gap-5">
        <GoOn begun={begun} />
        {next ? <NextTalk talk={next} now={now.getTime()} /> : <NoTalk first={suggestions[0]} />}
        <div class="today-columns">
          <Dues today={today} />
          <Later talks={later} />
          {whom.length > 0 && (
            <Card title="Whom to ask next" actions={<a href="/contacts?stage=new">Everyone new</a>}>
              <Suggestions people={whom} />
            </Card>
          )}
        </div>
        <Waiting counts={counts} />
      </div>
    </Page>
  );
}
