import { useEffect } from 'preact/hooks';
import type { Schema } from '../core/api.ts';
import { useForm } from '../core/form.ts';
import { invalidate } from '../core/query.ts';
import { back, navigate, query } from '../core/router.ts';
import { Combobox, type Choice } from '../core/ui/Combobox.tsx';
import { Form } from '../core/ui/Form.tsx';
import { NumberInput, Select, Textarea } from '../core/ui/inputs.tsx';
import { Page } from '../core/ui/surfaces.tsx';
import { AskGuard } from '../outreach/AskGuard.tsx';
import { lastTalks, planTalk } from './api.ts';
import { CareersField } from './CareersField.tsx';
import { addPerson, asChoice, findPeople, usePerson } from './people.ts';
import { CHANNEL_OPTIONS, CHANNELS, type Channel } from './talk.ts';
import './interviews.css';

interface Plan {
  contact_id: Choice | null;
  career_ids: string[];
  goal: string;
  minutes: number | null;
  ask_channel: Channel | '';
}

export default function PlanPage() {
  const given = query.value.get('contact');
  const career = query.value.get('career');
  const person = usePerson(given).data;
  const form = useForm<Plan, Schema<'InterviewRead'>>({
    initial: { contact_id: null, career_ids: career ? [career] : [], goal: '', minutes: 30, ask_channel: '' },
    // a plan begun for one person is not offered for another
    draft: `talk-new${given ? `.${given}` : ''}`,
    check: values => ({
      contact_id: values.contact_id ? '' : 'Choose whom to talk to, or type a name to add somebody.',
      minutes: values.minutes && values.minutes >= 5 && values.minutes <= 480 ? '' : 'Between 5 and 480 minutes. Half an hour is easy to say yes to.',
    }),
    submit: values =>
      planTalk({
        contact_id: values.contact_id?.value ?? '',
        career_ids: values.career_ids,
        goal: values.goal,
        minutes: values.minutes ?? 30,
        ask_channel: values.ask_channel || null,
      }),
    done: talk => navigate(`/interviews/${talk.id}`, { replace: true }),
  });
  const chosen = form.values.contact_id?.value;
  const chosenPerson = usePerson(chosen).data;

  useEffect(() => {
    if (!person || form.values.contact_id) return;
    form.set({ contact_id: asChoice(person), ...(!form.values.career_ids.length && { career_ids: person.career_ids }) });
  }, [person?.id]);

  return (
    <Page title="Plan a talk" narrow crumb={{ label: 'Interviews', href: lastTalks.value }} lead="Nothing is sent to anybody. You plan it here, and ask in your own way.">
      <Form form={form} submit="Plan it" onCancel={() => back('/interviews')}>
        <div class="stack">
          <Combobox
            {...form.field('contact_id')}
            label="With whom?"
            placeholder="Type a name"
            hint="Somebody new? Type the name and add them."
            required
            find={findPeople}
            create={async name => {
              const choice = await addPerson(name);
              invalidate(['contacts']);
              return choice;
            }}
          />
          {chosen && <AskGuard contact={chosen} />}
        </div>
        <CareersField {...form.field('career_ids')} label="About which career?" />
        <Textarea
          {...form.field('goal')}
          label="What do you want to find out?"
          required={false}
          placeholder="What the work is like on an ordinary day, and whether it leaves room for a family."
          hint="One or two things. It keeps your list of questions short."
        />
        <div class="grid gap-5">
          <NumberInput {...form.field('minutes')} label="How long?" unit="minutes" min={5} max={480} step={5} hint="Half an hour is easy to say yes to." />
          <Select
            {...form.field('ask_channel')}
            label="How will you ask?"
            options={[
              { value: '', label: chosenPerson?.preferred_channel ? `As they prefer: ${CHANNELS[chosenPerson.preferred_channel]}` : 'I don’t know yet' },
              ...CHANNEL_OPTIONS,
            ]}
          />
        </div>
      </Form>
    </Page>
  );
}
