import { useEffect } from 'preact/hooks';
import type { PageProps } from '../core/feature.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { sayDateTime } from '../core/time.ts';
import { useTitle } from '../core/title.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Card, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { start } from './background.ts';
import { Closed, Closing } from './Closing.tsx';
import type { Kept } from './copies.ts';
import { useDesk, type Desk } from './desk.ts';
import { sayState, Troubles } from './OnDevice.tsx';
import { rescue } from './recorder.ts';
import { toggleFullScreen, useAwake } from './screen.ts';
import { Talking } from './Talking.tsx';
import './live.css';

/** Before it begins: what is ready, and one button. */
function Ready({ desk, kept }: { desk: Desk; kept: Kept }) {
  const { talk, person, notes } = kept;
  const { questions } = desk;
  const begin = () => {
    toggleFullScreen(true);
    desk.set({ startedAt: Date.now() });
  };
  useShortcuts([{ keys: 'b', label: 'Begin the half hour', run: begin }]);
  const where = [talk.starts_at && sayDateTime(talk.starts_at), talk.place, person?.phones[0]?.value].filter(Boolean).join(' · ');
  const over = /declined|no_response|cancelled|no_show/.test(talk.state);
  return (
    <Page narrow title={`Your talk with ${talk.contact_name}`} lead={where || undefined} crumb={{ label: 'The talk', href: `/interviews/${talk.id}` }}>
      <div class="stack">
        {over ? (
          <Banner>This talk did not come about. Reopen it on its page if it does after all.</Banner>
        ) : (
          <div class="row">
            <Button kind="primary" icon="coffee" onClick={begin}>
              Begin the half hour
            </Button>
            <span class="muted">
              {questions.length} {questions.length === 1 ? 'question' : 'questions'} for {talk.minutes} minutes.{navigator.serviceWorker?.controller && ' All of it is on this device: no network needed.'}
            </span>
          </div>
        )}
        <Troubles />
        {(talk.goal || person?.why_them) && (
          <Card title="What to find out">
            <p>{talk.goal}</p>
            <p class="muted">{person?.why_them}</p>
          </Card>
        )}
        {notes.length > 0 && (
          <Card title="What you noted before">
            <ul class="lines">
              {notes.map(note => (
                <li key={note.id}>
                  <p class="live-words">{note.excerpt}</p>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </Page>
  );
}

/** The half hour: from the cup on the table to the thanks, with or without a network. */
export default function LivePage({ params }: PageProps) {
  const id = params.id ?? '';
  const desk = useDesk(id);
  const kept = desk.kept.value;
  const closed = kept?.closed || kept?.talk.wrapped_up_at;
  const talking = kept !== undefined && (kept.startedAt !== undefined || kept.talk.state === 'held') && !kept.ending && !closed;
  useTitle(kept && `Talk with ${kept.talk.contact_name}`);
  useAwake(talking);
  useEffect(() => void start(), []);
  useEffect(() => {
    if (kept?.recordings?.length) void rescue(desk);
  }, [kept === undefined]);
  if (!kept) {
    const back = { label: 'The talk', href: `/interviews/${id}` };
    return desk.failed.value ? <ErrorState page error={desk.failed.value} onRetry={() => void desk.open()} back={back} /> : <Skeleton page lines={6} label="Loading the talk" />;
  }
  if (talking) return <Talking desk={desk} kept={kept} />;
  if (closed) {
    return (
      <Page narrow title="The talk is closed">
        <Closed kept={kept} />
      </Page>
    );
  }
  if (!kept.ending) return <Ready desk={desk} kept={kept} />;
  return (
    <Page
      narrow
      title="Before you part"
      lead="Thank them, and ask the last questions."
      actions={
        <Button icon="arrow-left" onClick={() => desk.set({ ending: false })}>
          Back to the questions
        </Button>
      }
    >
      <div class="stack">
        <Closing desk={desk} kept={kept} onClose={() => document.getElementById('main')?.focus()} />
        <p class="row">
          <LinkButton
            kind="quiet"
            href={`/interviews/${id}`}
          >
            Later
          </LinkButton>
          <span class="muted">{sayState()}</span>
        </p>
      </div>
    </Page>
  );
}
