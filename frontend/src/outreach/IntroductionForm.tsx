import { useEffect } from 'preact/hooks';
import { addPerson, findPeople } from '../contacts/people.ts';
import { useForm } from '../core/form.ts';
import { Combobox, type Choice } from '../core/ui/Combobox.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { RadioGroup, Textarea } from '../core/ui/inputs.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { getPerson, note, type Introduction } from './introductions.ts';

interface Values {
  introducer_id: Choice | null;
  introduced_id: Choice | null;
  state: 'suggested' | 'made';
  why: string;
}

/** Who named whom. `about` is somebody whose page one comes from: most often the one who was named. */
export default function IntroductionForm({ about, onClose }: { about: string | null; onClose: () => void }) {
  const form = useForm<Values, Introduction>({
    initial: { introducer_id: null, introduced_id: null, state: 'suggested', why: '' },
    check: ({ introducer_id: by, introduced_id: to }) => ({
      introducer_id: by ? '' : 'Say who it was.',
      introduced_id: to ? (to.value === by?.value ? 'Nobody introduces themselves.' : '') : 'Say whom they named.',
    }),
    submit: ({ introducer_id: by, introduced_id: to, state, why }) => note({ introducer_id: by?.value ?? '', introduced_id: to?.value ?? '', state, why }),
    done: made => {
      onClose();
      toast(`${made.introducer_name} led you to ${made.introduced_name}`);
    },
  });
  useEffect(() => {
    if (about) getPerson(about).then(introduced_id => form.set({ introduced_id }), () => undefined); // they may have been deleted: then the field stays empty
  }, [about]);
  const { introducer_id: by, introduced_id: to } = form.values;
  return (
    <Dialog title="Who named whom?" onClose={onClose} closeOutside={!form.changed}>
      <Form form={form} submit="Note it" onCancel={onClose}>
        <Combobox {...form.field('introducer_id')} label="Who named somebody?" find={findPeople} create={name => addPerson(name)} required />
        <Combobox {...form.field('introduced_id')} label="Whom did they name?" find={findPeople} create={name => addPerson(name)} required />
        {about && (by || to) && (
          <button type="button" class="link" onClick={() => form.set({ introducer_id: to, introduced_id: by })}>
            It was the other way round
          </button>
        )}
        <RadioGroup<Values['state']>
          {...form.field('state')}
          label="And then?"
          look="segments"
          options={[
            { value: 'suggested', label: 'Only named' },
            { value: 'made', label: 'Introduced us' },
          ]}
        />
        <Textarea {...form.field('why')} label="What did they say of them?" required={false} rows={2} />
      </Form>
    </Dialog>
  );
}
