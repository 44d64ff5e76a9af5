import { useEffect } from 'preact/hooks';
import { dropDraft } from '../core/draft.ts';
import { LinkButton } from '../core/ui/Button.tsx';
import { Drawing } from '../core/ui/Drawing.tsx';
import { STEPS, isDone, talkInHand, type Made, type Memory } from './steps.ts';

/** What there is now, and what comes next. */
export function DoneStep({ made, memory, note }: { made: Made; memory: Memory; note: (part: Partial<Memory>) => void }) {
  const talk = talkInHand(made, memory);
  const whole = STEPS.every(step => isDone(step, made));
  useEffect(() => {
    if (!whole) return;
    note({ finished: true });
    dropDraft('first-steps.questions');
  }, [whole]);
  const questions = talk?.agenda_summary.item_count ?? 0;
  if (!talk) {
    return (
      <div class="today-done">
        <Drawing name="path" />
        <h1 tabIndex={-1}>A beginning</h1>
        <p class="lead">You skipped some of it, and that is fine. Today will keep reminding you of the next small step.</p>
        <div class="row mt-6">
          <LinkButton kind="primary" href="/today">
            Go to Today
          </LinkButton>
          <LinkButton href="/welcome?step=people">Choose somebody to ask</LinkButton>
        </div>
      </div>
    );
  }
  return (
    <div class="today-done">
      <Drawing name="cups" />
      <h1 tabIndex={-1}>Your first talk is planned</h1>
      <p class="lead">
        {talk.minutes} minutes with <strong>{talk.contact_name}</strong>
        {talk.careers.length > 0 && ` about ${talk.careers.map(career => career.title).join(', ')}`}
        {questions > 0 && `, with ${questions === 1 ? 'one question' : `${questions} questions`} to take along`}.
      </p>
      <ol class="steps">
        <li>
          <strong>Ask.</strong> A few lines in your own words: what you admire about their work, half an hour, advice and not a job.
        </li>
        <li>
          <strong>Note it here.</strong> Press “I asked” on the talk’s page. After a week Halfhour suggests one follow-up, and no more.
        </li>
        <li>
          <strong>Agree on a time,</strong> go, listen, and write down what you heard. Then ask the person they name.
        </li>
      </ol>
      <div class="row mt-6">
        <LinkButton kind="primary" href={`/interviews/${talk.id}`}>
          Open the talk
        </LinkButton>
        <LinkButton href="/today">Go to Today</LinkButton>
      </div>
    </div>
  );
}
