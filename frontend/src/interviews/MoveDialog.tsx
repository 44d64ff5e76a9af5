import { useRef } from 'preact/hooks';
import { useForm } from '../core/form.ts';
import { rendered } from '../core/rendered.ts';
import { DateTimeField } from '../core/ui/DateTimeField.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { NumberInput, RadioGroup, Select, Textarea, TextInput } from '../core/ui/inputs.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { AskGuard } from '../outreach/AskGuard.tsx';
import { MOVES, bodyOf, initialValues, move, type Action, type MoveValues } from './moves.ts';
import type { Talk } from './next.ts';
import { CHANNEL_OPTIONS, MODES, type Channel, type Mode } from './talk.ts';

interface MoveDialogProps {
  talk: Talk;
  action: Action;
  preferred: Channel | null | undefined;
  /** what is known already, such as the time that was chosen */
  prefill?: Partial<MoveValues>;
  /** with the talk as the move has left it, when it was made */
  onClose: (after?: Talk) => void;
}

/** What happened, in a small form of its own for each move. */
export default function MoveDialog({ talk, action, preferred, prefill, onClose }: MoveDialogProps) {
  const kind = MOVES[action];
  const asks = (name: keyof MoveValues) => kind.fields.includes(name);
  const initial = useRef<MoveValues | undefined>(undefined);
  initial.current ??= { ...initialValues(talk, action, preferred, Date.now()), ...prefill };
  const start = initial.current;
  const form = useForm<MoveValues, Talk>({
    initial: start,
    check: values => ({
      starts_at_local: asks('starts_at_local') && !values.starts_at_local.wall ? 'Choose the day and the time you agreed on.' : '',
      at: asks('at') && !values.at.wall ? 'Say when it was.' : '',
      minutes: asks('minutes') && !(values.minutes && values.minutes >= 5 && values.minutes <= 480) ? 'Between 5 and 480 minutes.' : '',
      meeting_link: values.mode === 'video' && values.meeting_link.trim() && !/^https?:\/\/\S+$/.test(values.meeting_link.trim()) ? 'A link begins with https:// and has no spaces.' : '',
    }),
    submit: values => move(talk, action, bodyOf(action, values, start, Date.now())),
    done: after => {
      onClose(after);
      // the button that was pressed is gone with the stage it belonged to: what it led to is where one goes on
      rendered(() => document.activeElement === document.body && document.getElementById('talk-now')?.focus());
      const undo = after.allowed.some(one => one.action === 'reopen') && action !== 'reopen';
      toast(kind.said(talk.contact_name), undo ? { label: 'Re-open', run: () => void move(after, 'reopen', {}).catch((error: Error) => toast(error.message, { kind: 'problem' })) } : {});
    },
  });
  const { mode } = form.values;
  return (
    <Dialog title={kind.title(talk.contact_name)} onClose={() => onClose()} closeOutside={!form.changed}>
      <Form form={form} submit={kind.submit} onCancel={() => onClose()}>
        {(action === 'request' || action === 'follow_up') && <AskGuard contact={talk.contact_id} interview={talk.id} />}
        {asks('starts_at_local') && <DateTimeField {...form.field('starts_at_local')} label="When" required />}
        {asks('minutes') && <NumberInput {...form.field('minutes')} label="How long" unit="minutes" min={5} max={480} step={5} />}
        {asks('mode') && (
          <RadioGroup<Mode | ''> {...form.field('mode')} label="How you will talk" look="segments" options={(Object.keys(MODES) as Mode[]).map(value => ({ value, label: MODES[value] }))} />
        )}
        {asks('place') && (mode === 'in_person' || mode === '') && (
          <TextInput {...form.field('place')} label="Where" required={false} placeholder={mode ? 'A quiet café near their work' : 'If you meet in person'} maxLength={300} />
        )}
        {asks('meeting_link') && mode === 'video' && <TextInput {...form.field('meeting_link')} label="Link to the call" type="url" required={false} placeholder="https://" />}
        {asks('reason') && <Textarea {...form.field('reason')} label={action === 'decline' ? 'What did they say?' : 'Why?'} required={false} rows={2} autofocus />}
        {asks('channel') && (
          <Select<Channel | ''>
            {...form.field('channel')}
            label={action === 'request' || action === 'follow_up' ? 'How did you ask?' : 'How did they answer?'}
            options={[{ value: '', label: 'I don’t remember' }, ...CHANNEL_OPTIONS]}
          />
        )}
        {asks('at') && <DateTimeField {...form.field('at')} label={action === 'hold' ? 'When did it begin?' : 'When was that?'} />}
        {asks('ended_at') && <NumberInput {...form.field('ended_at')} label="How long did it take?" unit="minutes" min={1} max={600} />}
        {asks('note') && <Textarea {...form.field('note')} label="Anything to remember?" required={false} rows={2} hint={kind.noteHint} />}
      </Form>
    </Dialog>
  );
}
