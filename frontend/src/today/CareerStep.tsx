import { useForm } from '../core/form.ts';
import { session } from '../core/session.ts';
import { Form } from '../core/ui/Form.tsx';
import { Textarea, TextInput } from '../core/ui/inputs.tsx';
import { saveCareer } from './api.ts';
import type { StepProps } from './WelcomePage.tsx';

/** What one wonders about: the career that the first talk is for. */
export function CareerStep({ made, done, skip }: StepProps) {
  const known = made.career;
  const name = session.value?.name.trim().split(/\s+/)[0];
  const form = useForm({
    initial: { title: known?.title ?? '', why: known?.why ?? '' },
    draft: 'first-steps.career',
    check: ({ title }) => ({ title: title.trim() ? '' : 'Type a job, a field or a title. You can change it at any time.' }),
    submit: ({ title, why }) => saveCareer(known, title.trim(), why),
    done: career => career && done({ career: career.id }),
  });
  return (
    <>
      <h1 tabIndex={-1}>{name ? `${name}, what do you wonder about?` : 'What do you wonder about?'}</h1>
      <p class="lead">A job, a field, a title you keep turning over. The dream one, the fun one or the well-paid one; it need not be sensible yet.</p>
      <Form form={form} submit="Next" aside={skip}>
        <TextInput {...form.field('title')} label="A career to look into" placeholder="Clinical data manager" maxLength={300} required autofocus />
        <Textarea {...form.field('why')} label="What draws you to it?" required={false} placeholder="I like order, and patients would still be at the end of it." hint="You will be glad to read this again in half a year." />
      </Form>
    </>
  );
}
