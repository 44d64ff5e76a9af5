import { effect, useSignal, type Signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { act } from '../core/act.ts';
import { dropDraft, readDraft, writeDraft } from '../core/draft.ts';
import type { PageProps } from '../core/feature.ts';
import { useForm, type FormState } from '../core/form.ts';
import { online } from '../core/online.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Checkbox, RadioGroup, Textarea } from '../core/ui/inputs.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Card, Page, Progress, Skeleton } from '../core/ui/surfaces.tsx';
import { useAgenda } from '../interviews/agenda.ts';
import { useTalk } from '../interviews/api.ts';
import { keepRun, useSummary, type Rehearsal, type Summary } from './api.ts';
import { Note, Record } from './Record.tsx';
import { KINDS, begin, goOn, partsOf, pause, rate, sayClock, spent, step, worthKeeping, type Run } from './rehearsal.ts';
import './rehearsals.css';

const RATINGS = ['1', '2', '3', '4', '5'].map(value => ({ value, label: value }));

interface Words {
  opening: string;
  ask: string;
  asking: boolean;
}

/** What one begins with: words for the opening and the ask, and where one left off the last time. */
function Ready({ form, left, onBegin, onGoOn, count }: { form: FormState<Words>; left: Run | undefined; onBegin: () => void; onGoOn: () => void; count: number }) {
  useShortcuts([{ keys: 'enter', label: 'Begin', run: left ? onGoOn : onBegin }]);
  return (
    <>
      {left && (
        <Banner
          title={`You left a rehearsal at part ${left.at + 1} of ${left.parts.length}`}
          actions={
            <Button kind="primary" onClick={onGoOn}>
              Go on
            </Button>
          }
        />
      )}
      <Card title="Your words">
        <div class="stack">
          <Textarea {...form.field('opening')} label="How you open" hint="Half a minute: thanks, who you are, what you would like to understand. Change it until it sounds like you." rows={4} />
          <Checkbox {...form.field('asking')} label="Practise asking for the talk, too" />
          {form.values.asking && <Textarea {...form.field('ask')} label="How you ask" rows={4} />}
          <p class="muted">{count ? `Then your ${count} question${count > 1 ? 's' : ''}, and how you close. Say everything aloud, as if they sat there.` : 'No questions are chosen yet: you can practise how you open and close.'}</p>
          <div class="form-end">
            <Button kind={left ? 'plain' : 'primary'} onClick={onBegin}>
              {left ? 'Begin anew' : 'Begin'}
            </Button>
          </div>
        </div>
      </Card>
    </>
  );
}

const TICK = 500; // ms

/** One thing at a time, large, to be said aloud. What is new is told to those who listen; seconds are not. */
function Saying({ run, minutes, onEnd }: { run: Signal<Run>; minutes: number; onEnd: () => void }) {
  const now = useSignal(Date.now());
  const words = useRef<HTMLParagraphElement>(null);
  const { parts, at, since } = run.value;
  const part = parts[at];
  const move = (change: (run: Run, now: number) => Run) => {
    now.value = Date.now();
    run.value = change(run.peek(), now.peek());
    if (run.peek().finished) onEnd();
  };
  const next = () => move((one, time) => step(one, 1, time));
  const back = () => move((one, time) => step(one, -1, time));
  const hold = () => move((one, time) => (one.since === null ? goOn(one, time) : pause(one, time)));
  const judge = (rating: number) => move(one => rate(one, rating));
  useLayoutEffect(() => {
    words.current?.focus();
    const timer = setInterval(() => (now.value = Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  useShortcuts([
    { keys: 'space', label: 'Next', run: next },
    { keys: 'enter', label: 'Next', run: next },
    { keys: 'b', label: 'Back', run: back },
    { keys: 'p', label: 'Pause, or go on', run: hold },
    { keys: 'esc', label: 'End the rehearsal', run: onEnd },
    ...RATINGS.map(({ value }) => ({ keys: value, label: `It went: ${value} of 5`, run: () => judge(Number(value)) })),
  ]);
  const time = spent(run.value, now.value);
  const agreed = minutes * 60_000;
  return (
    <section class="rehearsals-say" aria-label="Rehearsal">
      <div class="row">
        <p class="muted">{`${at + 1} of ${parts.length} · ${part ? KINDS[part.kind] : ''}`}</p>
        <span class="spacer" />
        <Button kind="quiet" icon="x" onClick={onEnd}>
          End
        </Button>
      </div>
      <p ref={words} tabIndex={-1} class="rehearsals-words" aria-live="polite" data-long={(part?.text.length ?? 0) > 160 || undefined}>
        {part?.text}
      </p>
      <p class="row rehearsals-times">
        <span role="timer" aria-label="This part">
          {sayClock(time.part)}
        </span>
        <span class="muted">{part?.planned ? `of ${part.planned} min` : ''}</span>
        <span class="spacer" />
        <span role="timer" aria-label="In all">
          {sayClock(time.whole)}
        </span>
        <span class="muted">of {minutes} min agreed</span>
      </p>
      <Progress label="Of the agreed time" hideLabel value={Math.min(time.whole, agreed)} max={agreed} />
      <p role="status" class="muted">
        {since === null ? 'Paused' : time.whole > agreed ? `The ${minutes} minutes are over: what could you leave out?` : ''}
      </p>
      <RadioGroup label="How did it go? 1 is not yet, 5 is how you want it." look="segments" value={String(part?.rating ?? '')} onChange={value => judge(Number(value))} options={RATINGS} />
      <div class="form-end">
        {at > 0 && (
          <Button icon="arrow-left" onClick={back}>
            Back
          </Button>
        )}
        <span class="spacer" />
        <Button onClick={hold}>{since === null ? 'Go on' : 'Pause'}</Button>
        <Button kind="primary" iconAfter="arrow-right" onClick={next}>
          {at + 1 < parts.length ? 'Next' : 'Done'}
        </Button>
      </div>
      <p class="line-more rehearsals-keys">Space: next · 1 to 5: how it went · P: pause · B: back · Esc: end</p>
    </section>
  );
}

function Rehearse({ id, summary, talk, items }: { id: string; summary: Summary; talk: { minutes: number; state: string }; items: Parameters<typeof partsOf>[0] }) {
  const draft = `rehearsal-${id}`;
  const form = useForm<Words, void>({ initial: { opening: summary.opening.text, ask: summary.ask.text, asking: talk.state === 'planned' }, draft: `${draft}-words`, submit: async () => undefined });
  const left = useSignal(readDraft<Run>(draft));
  const run = useSignal<Run | null>(null);
  const saved = useSignal<Rehearsal | null>(null);
  const ended = useSignal(false);
  // for whoever leaves the page: what is under way then
  const live = useRef<Run | null>(null);

  /** Note that the server has it; a finished one needs no copy here. */
  const heard = (one: Run, rehearsal: Rehearsal) => {
    if (readDraft<Run>(draft)?.id === one.id) {
      if (one.finished) dropDraft(draft);
      else if (!live.current) writeDraft(draft, { ...one, kept: true });
    }
    if (run.peek()?.id !== one.id || !ended.peek()) return;
    run.value = { ...one, kept: true };
    saved.value = rehearsal;
  };
  /** Have it kept on the server; until that is done it is safe on this device. */
  const keep = (one: Run): Promise<Rehearsal | undefined> => {
    writeDraft(draft, one);
    return act({
      send: async () => {
        const rehearsal = await keepRun(id, one, form.values);
        heard(one, rehearsal);
        return rehearsal;
      },
    });
  };
  const start = (one: Run) => {
    left.value = undefined;
    saved.value = null;
    ended.value = false;
    run.value = { ...one, kept: false };
  };
  const anew = async () => {
    const before = left.peek();
    if (before && !before.kept && !(await keep(before))) return; // not on the server yet: it must not be lost
    start(begin(partsOf(items, { ...form.values, closing: summary.closing }, form.values.asking), Date.now()));
  };
  const end = () => {
    const one = run.peek();
    if (!one || ended.peek()) return;
    run.value = pause(one, Date.now());
    ended.value = true;
    live.current = null; // at once: what remembers it after the last paint would remember it unfinished
    if (worthKeeping(one)) void keep(run.value);
    else {
      run.value = null;
      dropDraft(draft);
    }
  };
  live.current = ended.value ? null : run.value;
  useEffect(() => {
    if (live.current) writeDraft(draft, pause(live.current, Date.now()));
  }, [run.value]);
  useEffect(() => {
    // what could not be sent when it ended is sent when one comes back, or when the network does
    const stop = effect(() => {
      if (!online.value) return;
      const before = left.peek();
      const one = run.peek();
      if (before?.finished) void keep(before).then(done => done && (left.value = undefined));
      else if (one && ended.peek() && !saved.peek()) void keep(one);
    });
    const remember = () => {
      if (live.current) writeDraft(draft, pause(live.current, Date.now()));
    };
    addEventListener('pagehide', remember);
    document.addEventListener('visibilitychange', remember); // a phone may end a tab that is out of sight without a word
    return () => {
      stop();
      removeEventListener('pagehide', remember);
      document.removeEventListener('visibilitychange', remember);
      if (live.current && worthKeeping(live.current)) void keep(pause(live.current, Date.now()));
    };
  }, []);

  const questions = items.filter(item => item.state === 'open' && !item.researched).length;
  if (run.value && !ended.value) return <Saying run={run as Signal<Run>} minutes={talk.minutes} onEnd={end} />;
  const over = run.value;
  return (
    <div class="stack">
      {over ? (
        <Card title={over.finished ? 'Well rehearsed' : 'As far as you came'}>
          <div class="stack">
            <p role="status">{`${sayClock(spent(over, 0).whole)} of ${talk.minutes} minutes.`}</p>
            {saved.value ? <Note one={saved.value} onSaved={one => (saved.value = one)} /> : <p class="muted">It is safe on this device, and kept for good as soon as that can be.</p>}
            <div class="form-end">
              {!over.finished && <Button onClick={() => start(goOn(over, Date.now()))}>Go on</Button>}
              <Button
                kind="primary"
                icon="refresh-cw"
                onClick={() => {
                  left.value = over.finished ? undefined : over;
                  run.value = null;
                }}
              >
                Once more
              </Button>
              <LinkButton href={`/interviews/${id}`}>Back to the talk</LinkButton>
            </div>
          </div>
        </Card>
      ) : (
        <Ready form={form} left={left.value?.finished ? undefined : left.value} count={questions} onBegin={() => void anew()} onGoOn={() => left.value && start(goOn(left.value, Date.now()))} />
      )}
      <Record talk={id} all={summary} />
    </div>
  );
}

export default function RehearsePage({ params }: PageProps) {
  const id = params.id ?? '';
  const reads = [useSummary(id), useTalk(id), useAgenda(id)] as const;
  const [{ data: summary }, { data: talk }, { data: agenda }] = reads;
  const wrong = reads.find(one => one.error && !one.data);
  if (!summary || !talk || !agenda) {
    return wrong ? <ErrorState page error={wrong.error} onRetry={wrong.reload} back={{ label: 'Back to the talk', href: `/interviews/${id}` }} /> : <Skeleton page lines={6} label="Loading what you rehearse" />;
  }
  return (
    <Page narrow title="Rehearse" crumb={{ label: talk.contact_name, href: `/interviews/${id}` }} lead={`Your talk with ${talk.contact_name}, aloud, one thing at a time.`}>
      <Rehearse id={id} summary={summary} talk={talk} items={agenda.items} />
    </Page>
  );
}
