import { useSignal } from '@preact/signals';
import { readDraft, writeDraft } from '../core/draft.ts';
import { sayError } from '../core/problem.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button } from '../core/ui/Button.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Skeleton } from '../core/ui/surfaces.tsx';
import { prepare, useAgenda, useStarter } from './api.ts';
import { SUGGESTED, talkInHand } from './steps.ts';
import type { StepProps } from './WelcomePage.tsx';

const DRAFT = 'first-steps.questions';
const EACH = 3; // minutes that a question and its answer take, as the API plans them
const FIRST_TALK = 'first talk';

/** Five good questions, one of which asks whom to meet next. The whole starter set goes into the bank. */
export function QuestionsStep({ made, memory, done, skip }: StepProps) {
  const talk = talkInHand(made, memory);
  const starter = useStarter();
  const agenda = useAgenda(talk?.id);
  const chosen = useSignal<readonly string[]>(readDraft<string[]>(DRAFT) ?? SUGGESTED);
  const busy = useSignal(false);
  const problem = useSignal('');
  const all = useSignal(false);
  if (starter.error && !starter.data) return <ErrorState error={starter.error} onRetry={starter.reload} />;
  const there = new Set(agenda.data?.items.map(item => item.text));
  const items = starter.data?.items ?? [];
  const shown = items.filter(one => all.value || one.tags.includes(FIRST_TALK) || chosen.value.includes(one.key));
  const texts = items.filter(one => chosen.value.includes(one.key) && !there.has(one.text)).map(one => one.text);
  const count = texts.length + there.size;
  const closes = items.some(one => one.category === 'closing' && (chosen.value.includes(one.key) || there.has(one.text)));
  const toggle = (key: string) => {
    chosen.value = chosen.value.includes(key) ? chosen.value.filter(one => one !== key) : [...chosen.value, key];
    writeDraft(DRAFT, chosen.value);
  };
  const save = async () => {
    busy.value = true;
    problem.value = '';
    try {
      await prepare(talk?.id, texts);
      done();
    } catch (error) {
      problem.value = sayError(error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <>
      <h1 tabIndex={-1}>Five good questions</h1>
      <p class="lead">
        {talk
          ? `They open ${talk.contact_name} up and close with whom to meet next. Change them as you like; you can write your own later.`
          : 'These open people up. You have no talk planned yet, so they wait in your question bank.'}
      </p>
      {starter.loading && <Skeleton lines={8} label="Loading questions" />}
      {starter.data && (
        <fieldset>
          <legend class="visually-hidden">Questions to begin with</legend>
          <ul class="stack gap-2 mb-2">
            {shown.map(one => (
              <li key={one.key} class="choice today-person" data-chosen={chosen.value.includes(one.key) || there.has(one.text) || undefined}>
                <label class="radio-row">
                  <input type="checkbox" class="check" checked={chosen.value.includes(one.key) || there.has(one.text)} disabled={there.has(one.text)} onChange={() => toggle(one.key)} />
                  <span>
                    {one.text}
                    {there.has(one.text) && <small>On your list</small>}
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {!all.value && (
            <Button kind="quiet" size="s" icon="chevron-down" onClick={() => (all.value = true)}>
              Show all {items.length}
            </Button>
          )}
        </fieldset>
      )}
      <p class="muted mt-4" role="status">
        {count} {count === 1 ? 'question' : 'questions'}, about {count * EACH} of {talk?.minutes ?? 30} minutes.
        {count * EACH > (talk?.minutes ?? 30) && ' That is more than the time you ask for.'}
        {!closes && ' None asks whom to meet next; it is how one talk becomes three.'}
      </p>
      {problem.value && <Banner kind="problem">{problem.value}</Banner>}
      <div class="form-end mt-4">
        {skip}
        <span class="spacer" />
        <Button kind="primary" busy={busy.value} onClick={() => void save()}>
          {talk ? 'Take these along' : 'Put them in my bank'}
        </Button>
      </div>
    </>
  );
}
