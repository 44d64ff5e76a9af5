import { navigate } from '../core/router.ts';
import { useForm } from '../core/form.ts';
import { Form } from '../core/ui/Form.tsx';
import { RadioGroup, Textarea } from '../core/ui/inputs.tsx';
import { ErrorState, EmptyState } from '../core/ui/states.tsx';
import { Skeleton } from '../core/ui/surfaces.tsx';
import { Button } from '../core/ui/Button.tsx';
import { changePerson, planTalk, useNewest, usePerson } from './api.ts';
import { talkInHand, type Contact, type Talk } from './steps.ts';
import type { StepProps } from './WelcomePage.tsx';

function PlanForm({ person, talk, made, memory, done, skip }: StepProps & { person: Contact; talk: Talk | undefined }) {
  const form = useForm({
    initial: { why_them: person.why_them, goal: talk?.goal ?? '', minutes: String(talk?.minutes ?? 30) },
    draft: `first-steps.talk.${person.id}`,
    submit: async ({ why_them, goal, minutes }) => {
      if (why_them !== person.why_them && !(await changePerson(person, { why_them }))) return null;
      return planTalk({ contact: person.id, career: memory.career ?? made.career?.id, goal, minutes: Number(minutes) });
    },
    done: planned => planned && done({ talk: planned.id }),
  });
  const lengths = ['20', '30', '45'];
  if (!lengths.includes(form.values.minutes)) lengths.push(form.values.minutes);
  return (
    <Form form={form} submit="Next" aside={skip}>
      <Textarea
        {...form.field('why_them')}
        label={`Why ${person.full_name}?`}
        required={false}
        placeholder="Changed from nursing to data, as I might."
        hint="What you admire or share, meant honestly. The ask is written from it."
        autofocus
      />
      <Textarea {...form.field('goal')} label="What do you want to know afterwards?" required={false} placeholder="What the days are like, and whether they would choose it again." />
      <RadioGroup {...form.field('minutes')} label="How long will you ask for?" look="segments" options={lengths.map(value => ({ value, label: `${value} minutes` }))} hint="Half an hour is easy to say yes to." />
    </Form>
  );
}

/** The first half hour: with whom, why them, and what to find out. */
export function TalkStep(props: StepProps) {
  const { made, memory, skip } = props;
  const talk = talkInHand(made, memory);
  const known = memory.person ?? talk?.contact_id;
  // on another device nobody is remembered: the only one there is needs no choice
  const newest = useNewest(!known && made.people > 0);
  const [only, another] = newest.data?.items ?? [];
  const id = known ?? (another ? undefined : only?.id);
  const person = usePerson(id);
  if (newest.loading) {
    return (
      <>
        <h1 tabIndex={-1}>Plan the first half hour</h1>
        <Skeleton lines={5} label="Loading your people" />
      </>
    );
  }
  if (!id) {
    return (
      <>
        <h1 tabIndex={-1}>Plan the first half hour</h1>
        <EmptyState drawing="people" title="With whom?" actions={<Button kind="primary" onClick={() => navigate('/welcome?step=people')}>Choose somebody</Button>}>
          {made.people > 0 ? 'Say whom of your people you would ask first. The easiest to ask is the best to begin with.' : 'A talk needs a person. One name is enough.'}
        </EmptyState>
        <div class="form-end mt-4">{skip}</div>
      </>
    );
  }
  return (
    <>
      <h1 tabIndex={-1}>{person.data ? `Half an hour with ${person.data.full_name}` : 'Plan the first half hour'}</h1>
      <p class="lead">Nothing is sent to anybody. You ask in your own way, when you are ready.</p>
      {person.data ? (
        <PlanForm key={person.data.id} {...props} person={person.data} talk={talk?.contact_id === id ? talk : undefined} />
      ) : person.error ? (
        <ErrorState error={person.error} onRetry={person.reload} />
      ) : (
        <Skeleton lines={5} />
      )}
    </>
  );
}
