import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PageProps } from '../core/feature.ts';
import { useLater } from '../core/later.ts';
import { Parts } from '../core/parts.tsx';
import { navigate } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Avatar, Page, Skeleton, StageBadge, stageLabel } from '../core/ui/surfaces.tsx';
import { PersonCard, PurposeCard } from './About.tsx';
import { lastTalks, removeTalk, useTalk } from './api.ts';
import { MOVES, mainMove, movesOf, type Action } from './moves.ts';
import { usePerson } from './people.ts';
import { happensAt, type Talk } from './next.ts';
import { MODES, milestone, situation, type State } from './talk.ts';
import { waysOf } from './ways.ts';
import { When } from './When.tsx';
import './interviews.css';

const TICK = 30_000; // ms: "in 5 minutes" must not stand still
const clock = signal(Date.now());

/** The time, kept up to date while a page that tells it is open. */
function useNow(): number {
  useEffect(() => {
    clock.value = Date.now();
    const timer = setInterval(() => (clock.value = Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  return clock.value;
}

const ROAD: readonly State[] = ['planned', 'requested', 'scheduled', 'held'];

/** How far this talk has come. One that left the road says so in its badge. */
function Road({ state }: { state: State }) {
  const at = milestone(state);
  if (at < 0) return <StageBadge stage={state} />;
  return (
    <ol class="interviews-road" aria-label="How far this talk has come">
      {ROAD.map((step, place) => (
        <li key={step} data-done={place <= at || undefined} aria-current={place === at ? 'step' : undefined}>
          {stageLabel(step)}
        </li>
      ))}
    </ol>
  );
}

function Where({ talk }: { talk: Talk }) {
  const how = talk.mode && MODES[talk.mode];
  return (
    <ul class="facts">
      {happensAt(talk) && (
        <li>
          <Icon name="calendar" />
          <span>
            <When talk={talk} />
            {talk.state === 'scheduled' && (
              <>
                {' · '}
                <a href={`/api/v1/interviews/${talk.id}/calendar.ics`} download>
                  Add to your calendar
                </a>
              </>
            )}
          </span>
        </li>
      )}
      <li>
        <Icon name="clock" /> {talk.minutes} minutes
      </li>
      {(talk.place || (how && !talk.meeting_link)) && (
        <li>
          <Icon name={talk.mode === 'phone' ? 'phone' : talk.mode === 'video' ? 'video' : 'map-pin'} /> {talk.place ?? how}
        </li>
      )}
      {talk.meeting_link && (
        <li>
          <Icon name="video" />{' '}
          <a href={talk.meeting_link} target="_blank" rel="noreferrer noopener">
            Join the call
          </a>
        </li>
      )}
    </ul>
  );
}

/** Where it stands and what the person can do now: only what the server allows. */
function NowCard({ talk, now, onMove }: { talk: Talk; now: number; onMove: (action: Action) => void }) {
  const { title, text } = situation(talk, now);
  const main = mainMove(talk, now);
  const moves = movesOf(talk);
  const onlyOut = moves.every(action => MOVES[action].exit);
  const ways = waysOf(talk, now);
  const mainWay = ways.some(way => way.main);
  return (
    <section class="interviews-now" aria-labelledby="talk-now">
      <Road state={talk.state} />
      <h2 id="talk-now" tabIndex={-1}>
        {title}
      </h2>
      <p class="interviews-now-text">{text}</p>
      {talk.outcome_reason && <p class="interviews-words muted">{talk.outcome_reason}</p>}
      <Where talk={talk} />
      {ways.length > 0 && (
        <nav class="row interviews-moves" aria-label="Pages of this talk">
          {ways.map(way => (
            <LinkButton key={way.href} href={way.href} icon={way.icon} kind={way.main ? 'primary' : 'plain'}>
              {way.label}
            </LinkButton>
          ))}
        </nav>
      )}
      <div class="row interviews-moves">
        {moves.map(action => (
          <Button key={action} icon={MOVES[action].icon} kind={action === main && !mainWay ? 'primary' : MOVES[action].exit && !onlyOut ? 'quiet' : 'plain'} onClick={() => onMove(action)}>
            {MOVES[action].verb}
          </Button>
        ))}
        {milestone(talk.state) < 0 && <LinkButton href={`/interviews/new?contact=${talk.contact_id}`}>Plan another talk</LinkButton>}
      </div>
    </section>
  );
}

export default function TalkPage({ params }: PageProps) {
  const id = params.id ?? '';
  const found = useTalk(id);
  const talk = found.data;
  const person = usePerson(talk?.contact_id).data;
  const now = useNow();
  const moving = useSignal<Action | null>(null);
  const editing = useSignal(false);
  const Agenda = useLater(() => import('./Agenda.tsx'), true);
  const History = useLater(() => import('./History.tsx'), true);
  const MoveDialog = useLater(() => import('./MoveDialog.tsx'), moving.value !== null);
  const DetailsDialog = useLater(() => import('./DetailsDialog.tsx'), editing.value);
  useShortcuts([
    { keys: 'e', label: 'Edit what this talk is about', run: () => (editing.value = true) },
    { keys: 'm', label: 'The next step of this talk', run: () => document.querySelector<HTMLElement>('.interviews-moves button')?.click() },
  ]);
  if (!talk) {
    return found.error ? <ErrorState page error={found.error} onRetry={found.reload} back={{ label: 'All interviews', href: lastTalks.value }} /> : <Skeleton page lines={8} label="Loading the talk" />;
  }
  const work = [talk.contact_headline, talk.organization_name].filter(Boolean).join(' · ');
  return (
    <Page
      class="interviews-page"
      title={talk.contact_name}
      mark={<Avatar name={talk.contact_name} size="l" />}
      crumb={{ label: 'Interviews', href: lastTalks.value }}
      lead={work || undefined}
      actions={
        <Menu
          label="More about this talk"
          icon="ellipsis"
          items={[
            { label: 'Edit', icon: 'pencil', run: () => (editing.value = true) },
            { label: 'Open their page', icon: 'user', href: `/contacts/${talk.contact_id}` },
            { label: 'Put in the bin', icon: 'trash-2', danger: true, line: true, run: () => void removeTalk(talk).then(done => done && navigate(lastTalks.peek())) },
          ]}
        />
      }
    >
      <div class="beside">
        <div class="stack interviews-main">
          <NowCard talk={talk} now={now} onMove={action => (moving.value = action)} />
          <Parts of="talk" id={talk.id} />
          {Agenda ? <Agenda talk={talk} now={now} /> : <Skeleton lines={5} label="Loading your questions" />}
        </div>
        <div class="stack interviews-beside">
          <PurposeCard talk={talk} onEdit={() => (editing.value = true)} />
          <PersonCard talk={talk} person={person} />
          {History && <History talk={talk} />}
        </div>
      </div>
      {MoveDialog && moving.value && <MoveDialog talk={talk} action={moving.value} preferred={person?.preferred_channel} onClose={() => (moving.value = null)} />}
      {DetailsDialog && <DetailsDialog talk={talk} onClose={() => (editing.value = false)} />}
    </Page>
  );
}
