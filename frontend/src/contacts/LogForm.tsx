import { useSignal } from '@preact/signals';
import { saveEdit } from '../core/edit.ts';
import { useForm } from '../core/form.ts';
import { invalidate } from '../core/query.ts';
import { fromWall, hereZone, toWall } from '../core/time.ts';
import { DateTimeField, type WallTime } from '../core/ui/DateTimeField.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Select, Textarea } from '../core/ui/inputs.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { CHANNELS, KINDS, callName, keysOf, options, type Activity, type ActivityKind, type Channel, type Contact } from './contact.ts';
import { changeActivity, getActivity, logActivity, touched, undoLog } from './timeline.ts';

interface Values {
  what: ActivityKind;
  text: string;
  channel: Channel | '';
  at: WallTime;
}

interface Props {
  contact: Contact;
  what: ActivityKind;
  /** the entry that is edited; without it a new one is written */
  entry?: Activity;
  onDone: () => void;
}

const BY_CHANNEL = new Set<ActivityKind>(['message_out', 'reply_in', 'thanked', 'congratulated', 'commented']);
const usual = (what: ActivityKind, contact: Contact): Channel | '' => (BY_CHANNEL.has(what) && what !== 'commented' ? (contact.preferred_channel ?? '') : '');

/** What happened, in as many words as one likes; now, if no time is given. */
export function LogForm({ contact, what, entry, onDone }: Props) {
  const timed = useSignal(entry !== undefined);
  const at: WallTime = { wall: toWall(entry?.at ?? Date.now(), hereZone), zone: hereZone };
  const form = useForm<Values, Activity | null>({
    initial: { what, text: entry?.text ?? '', channel: entry ? (entry.channel ?? '') : usual(what, contact), at },
    ...(!entry && { draft: `log-${contact.id}-${what}` }),
    check: values => (values.at.wall && fromWall(values.at.wall, values.at.zone) ? {} : { at: 'Say when it was.' }),
    submit: (values, changes) => {
      const when = changes.at && { at: fromWall(values.at.wall, values.at.zone)?.toISOString() ?? '' };
      if (!entry) return logActivity(contact.id, { what, text: values.text, channel: values.channel || null, ...when });
      const { channel, at: _, ...same } = changes;
      return saveEdit<Activity>({
        base: entry,
        changes: { ...same, ...(channel !== undefined && { channel: channel || null }), ...when },
        title: KINDS[entry.what].label,
        labels: { what: 'What happened', text: 'In words', at: 'When', channel: 'How' },
        reload: () => getActivity(entry),
        send: (body, version) => changeActivity(entry, body, version),
      });
    },
    done: saved => {
      if (!saved) return;
      invalidate(...touched(contact.id));
      if (!entry) toast('On the timeline', { label: 'Undo', run: () => void undoLog(saved) });
      onDone();
    },
  });
  const cancel = () => {
    form.reset();
    onDone();
  };
  return (
    <Form form={form} submit={entry ? 'Save' : 'Write it down'} onCancel={cancel} class={entry ? '' : 'mt-4'}>
      {entry && <Select {...form.field('what')} label="What happened" options={keysOf(KINDS).filter(kind => kind !== 'moved' && kind !== 'merged').map(value => ({ value, label: KINDS[value].label }))} />}
      <Textarea {...form.field('text')} label={`${KINDS[form.values.what].label}: in words`} hint="Optional. What you will want to remember." rows={2} autofocus placeholder={`What you would like to remember about ${callName(contact)}`} />
      {BY_CHANNEL.has(form.values.what) && <Select {...form.field('channel')} label="How" options={options(CHANNELS, 'Not said')} />}
      {timed.value ? (
        <DateTimeField {...form.field('at')} label="When" />
      ) : (
        <p class="muted">
          Just now.{' '}
          <button type="button" class="link" onClick={() => (timed.value = true)}>
            It was earlier
          </button>
        </p>
      )}
    </Form>
  );
}
