import { useForm } from '../core/form.ts';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { RadioGroup, Textarea } from '../core/ui/inputs.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { decide, reopen, useEvidence } from './api.ts';
import { DECISIONS, OPEN_TO, type Career, type Decision } from './career.ts';
import { reasonsFor } from './evidence.ts';

interface DecideProps {
  one: Career;
  onClose: () => void;
}

/** What to make of the evidence, with the reason: the reason is what one reads a year later. */
export default function DecideDialog({ one, onClose }: DecideProps) {
  return one.status === 'ruled_out' ? <Reopen one={one} onClose={onClose} /> : <Decide one={one} onClose={onClose} />;
}

function Decide({ one, onClose }: DecideProps) {
  const allowed = OPEN_TO[one.status];
  const initial: { decision: Decision; reason: string } = { decision: allowed[0] ?? 'keep_exploring', reason: '' };
  const form = useForm({
    initial,
    draft: `decision-${one.id}`,
    check: ({ reason }) => (reason.trim() ? {} : { reason: 'Say why, in a sentence. You will want to read it later.' }),
    submit: ({ decision, reason }) => decide(one, decision, reason),
    done: saved => {
      if (saved.decision) toast(`${DECISIONS[saved.decision].said}: ${saved.title}`);
      onClose();
    },
  });
  const evidence = useEvidence(one.id).data;
  const reasons = evidence ? reasonsFor(evidence, form.values.decision).filter(reason => !form.values.reason.includes(reason)) : [];
  return (
    <Dialog title="What does the evidence say?" onClose={onClose} closeOutside={!form.changed}>
      <Form form={form} submit="Decide" onCancel={onClose}>
        <RadioGroup<Decision> {...form.field('decision')} label={one.title} options={allowed.map(value => ({ value, label: DECISIONS[value].label, hint: DECISIONS[value].hint }))} />
        <Textarea {...form.field('reason')} label="Because" rows={3} placeholder="Three people described a week that I would like to have." />
        {reasons.length > 0 && (
          <div class="stack careers-reasons" role="group" aria-label="Your talks say">
            <span class="field-hint">Your talks say. Take what counts for you:</span>
            {reasons.map(reason => (
              <button key={reason} type="button" class="chip" onClick={() => form.set({ reason: [form.values.reason, reason].filter(Boolean).join('\n') })}>
                <Icon name="plus" /> {reason}
              </button>
            ))}
          </div>
        )}
      </Form>
    </Dialog>
  );
}

function Reopen({ one, onClose }: DecideProps) {
  const form = useForm({
    initial: { reason: '' },
    submit: ({ reason }) => reopen(one, reason),
    done: saved => {
      toast(`You are exploring ${saved.title} again`);
      onClose();
    },
  });
  return (
    <Dialog title="Open it again" onClose={onClose}>
      <Form form={form} submit="Explore it again" onCancel={onClose}>
        <Textarea {...form.field('reason')} label="What has changed?" required={false} rows={3} autofocus placeholder="The rule about weekend shifts has changed." />
      </Form>
    </Dialog>
  );
}
