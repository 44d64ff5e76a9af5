import { useForm } from '../core/form.ts';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { NumberInput, RadioGroup, Select, Textarea, TextInput } from '../core/ui/inputs.tsx';
import { saveTalk, type Details } from './api.ts';
import { CareersField } from './CareersField.tsx';
import type { Talk } from './next.ts';
import { CHANNEL_OPTIONS, MODES, type Channel, type Mode } from './talk.ts';

/** What may be changed of a talk at any time; its stage changes by moves alone. */
export default function DetailsDialog({ talk, onClose }: { talk: Talk; onClose: () => void }) {
  const form = useForm({
    initial: {
      goal: talk.goal,
      career_ids: talk.careers.map(career => career.id),
      minutes: talk.minutes as number | null,
      ask_channel: (talk.ask_channel ?? '') as Channel | '',
      mode: (talk.mode ?? '') as Mode | '',
      place: talk.place ?? '',
      meeting_link: talk.meeting_link ?? '',
    },
    draft: `talk.${talk.id}`,
    check: values => ({ minutes: values.minutes && values.minutes >= 5 && values.minutes <= 480 ? '' : 'Between 5 and 480 minutes.' }),
    submit: (_values, changes) => {
      const emptied = Object.entries(changes).map(([name, value]) => [name, value === '' && name !== 'goal' ? null : value]);
      return saveTalk(talk, Object.fromEntries(emptied) as Details);
    },
    done: saved => saved && onClose(),
  });
  return (
    <Dialog title="About this talk" onClose={onClose} closeOutside={!form.changed}>
      <Form form={form} submit="Save" onCancel={onClose}>
        <Textarea {...form.field('goal')} label="What do you want to find out?" autofocus />
        <CareersField {...form.field('career_ids')} label="About which career?" />
        <NumberInput {...form.field('minutes')} label="How long" unit="minutes" min={5} max={480} step={5} />
        <RadioGroup<Mode | ''> {...form.field('mode')} label="How you talk" look="segments" options={(Object.keys(MODES) as Mode[]).map(value => ({ value, label: MODES[value] }))} />
        {form.values.mode !== 'phone' && <TextInput {...form.field('place')} label="Where" required={false} maxLength={300} />}
        {form.values.mode === 'video' && <TextInput {...form.field('meeting_link')} label="Link to the call" type="url" required={false} placeholder="https://" />}
        <Select<Channel | ''>
          {...form.field('ask_channel')}
          label="How you ask"
          options={[{ value: '', label: 'Not decided' }, ...CHANNEL_OPTIONS]}
        />
      </Form>
    </Dialog>
  );
}
