import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { query, setQuery } from '../core/router.ts';
import { useTitle } from '../core/title.ts';
import { Icon } from '../core/ui/Icon.tsx';
import { Logo } from '../core/ui/Logo.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Skeleton } from '../core/ui/surfaces.tsx';
import { useMade } from './api.ts';
import { CareerStep } from './CareerStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import { PeopleStep } from './PeopleStep.tsx';
import { QuestionsStep } from './QuestionsStep.tsx';
import { STEPS, NAMES, after, isDone, nextOf, recall, remember, talkInHand, type Made, type Memory, type Step } from './steps.ts';
import { TalkStep } from './TalkStep.tsx';
import './today.css';

const isStep = (text: string | null): text is Step => text === 'done' || STEPS.includes(text as (typeof STEPS)[number]);

/** What each step is given, and what it tells. */
export interface StepProps {
  made: Made;
  memory: Memory;
  /** it is done: keep what it made and go on */
  done: (part?: Partial<Memory>) => void;
  note: (part: Partial<Memory>) => void;
  /** stands beside the button that goes on */
  skip: ComponentChildren;
}

function Progress({ made, now }: { made: Made | undefined; now: Step | undefined }) {
  return (
    <ol class="road today-progress" aria-label="First steps">
      {STEPS.map((step, place) => {
        const done = made !== undefined && isDone(step, made);
        return (
          <li key={step} data-done={done || undefined}>
            <a href={`/welcome?step=${step}`} aria-current={step === now ? 'step' : undefined}>
              <span class="tab-count">{done ? <Icon name="check" /> : place + 1}</span>
              <span>
                {NAMES[step]}
                {done && <span class="visually-hidden">, done</span>}
              </span>
            </a>
          </li>
        );
      })}
    </ol>
  );
}

/** From nothing to the first planned talk. Each step is kept on the server as it is done, so it can be left at any time. */
export default function WelcomePage() {
  const made = useMade();
  const memory = useSignal(recall());
  const body = useRef<HTMLDivElement>(null);
  const asked = query.value.get('step');
  const step: Step | undefined = isStep(asked) ? asked : made.data && nextOf(made.data, memory.value);
  const shown = useRef<Step | undefined>(undefined);

  useTitle('First steps');
  // the step stands in the address, so that a reload and the browser's Back find it
  useLayoutEffect(() => {
    if (step && !isStep(asked)) setQuery({ step });
    if (step && shown.current && shown.current !== step) {
      body.current?.querySelector<HTMLElement>('h1')?.focus();
      scrollTo(0, 0);
    }
    shown.current = step;
  }, [step, asked]);

  const note = (part: Partial<Memory>) => {
    memory.value = remember(part);
  };
  const go = (to: Step) => setQuery({ step: to }, { replace: false });
  const render = () => {
    if (!made.data) {
      return made.error ? <ErrorState page error={made.error} onRetry={made.reload} /> : <Skeleton page lines={5} label="Loading your first steps" />;
    }
    if (!step || step === 'done') return <DoneStep made={made.data} memory={memory.value} note={note} />;
    const props: StepProps = {
      made: made.data,
      memory: memory.value,
      note,
      done: part => {
        note({ ...part, skipped: memory.value.skipped.filter(one => one !== step) });
        go(after(step));
      },
      skip: (
        <button
          type="button"
          class="btn btn-quiet btn-m"
          onClick={() => {
            note({ skipped: [...new Set([...memory.value.skipped, step])] });
            go(after(step));
          }}
        >
          Skip for now
        </button>
      ),
    };
    switch (step) {
      case 'career':
        return <CareerStep key={made.data.career?.id} {...props} />;
      case 'people':
        return <PeopleStep {...props} />;
      case 'talk':
        return <TalkStep key={memory.value.person ?? talkInHand(made.data, memory.value)?.contact_id} {...props} />;
      case 'questions':
        return <QuestionsStep {...props} />;
    }
  };
  return (
    <div class="page page-narrow">
      <header class="row between">
        <a class="brand" href="/today">
          <Logo />
          Halfhour
        </a>
        <a class="muted" href="/today">
          Do this later
        </a>
      </header>
      <nav aria-label="First steps">
        <Progress made={made.data} now={step} />
      </nav>
      <div ref={body} class="today-step">
        {render()}
      </div>
    </div>
  );
}
