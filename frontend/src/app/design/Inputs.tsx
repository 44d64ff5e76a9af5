import { useSignal } from '@preact/signals';
import { useForm } from '../../core/form.ts';
import { ApiError } from '../../core/problem.ts';
import { Button, IconButton, LinkButton } from '../../core/ui/Button.tsx';
import { Combobox, type Choice } from '../../core/ui/Combobox.tsx';
import { DateTimeField, type WallTime } from '../../core/ui/DateTimeField.tsx';
import { Form } from '../../core/ui/Form.tsx';
import { Checkbox, NumberInput, RadioGroup, Select, Switch, TextInput, Textarea } from '../../core/ui/inputs.tsx';
import { Kbd } from '../../core/ui/Kbd.tsx';
import { Menu } from '../../core/ui/Menu.tsx';
import { Card } from '../../core/ui/surfaces.tsx';
import { TagInput } from '../../core/ui/TagInput.tsx';
import { toast } from '../../core/ui/Toast.tsx';
import { Tooltip } from '../../core/ui/Tooltip.tsx';

const LEVELS = [
  { value: 'peer', label: 'A peer', hint: 'does the work you would do' },
  { value: 'manager', label: 'A manager', hint: 'hires for it' },
];
const CHOICES: Choice[] = LEVELS;

export function Inputs() {
  const on = useSignal(false);
  return (
    <div class="stack">
      <Card title="Buttons">
        <div class="row">
          {(['primary', 'plain', 'quiet', 'danger'] as const).map(kind => (
            <Button key={kind} kind={kind} icon="plus">
              {kind}
            </Button>
          ))}
          <Button kind="primary" busy>
            Sending
          </Button>
          <Button disabled>Not yet</Button>
          <Button size="s">Small</Button>
          <LinkButton href="/design" icon="external-link">
            A link
          </LinkButton>
          <IconButton icon="pencil" label="Edit" />
          <Menu
            label="More about Miriam"
            items={[
              { label: 'Edit', icon: 'pencil', keys: 'e', run: () => toast('Edit') },
              { label: 'Not possible now', icon: 'x', disabled: true },
              { label: 'Delete', icon: 'trash-2', danger: true, line: true, run: () => toast('Miriam is in the bin', { label: 'Undo', run: () => toast('Undone') }) },
            ]}
          />
          <Tooltip text="An ask without a reason on record is answered half as often.">{tip => <Button {...tip}>With a second sentence</Button>}</Tooltip>
          <Kbd keys="mod+k" />
        </div>
      </Card>
      <Card title="A form">
        <ExampleForm />
      </Card>
      <Card title="One at a time">
        <div class="grid">
          <Switch label="Remind me in the morning" hint="Takes effect at once." value={on.value} onChange={now => (on.value = now)} />
          <TextInput label="Disabled" value="Cannot be changed here" disabled onChange={() => undefined} />
          <Textarea label="With a limit" limit={40} value="LinkedIn cuts invitations off after 300." onChange={() => undefined} />
        </div>
      </Card>
    </div>
  );
}

/** Sending it fails as the server would refuse it, so that errors can be looked at. */
function ExampleForm() {
  const form = useForm({
    initial: {
      email: 'miriam(at)example.org',
      why: '',
      level: 'peer',
      source: 'peer',
      where: 'peer',
      employer: null as Choice | null,
      tags: ['nursing', 'night shift'],
      minutes: 30 as number | null,
      at: { wall: '2027-03-12T15:00', zone: 'America/New_York' } as WallTime,
      keep: true,
    },
    submit: async () => {
      throw new ApiError({ title: 'Not quite', status: 422, errors: [{ pointer: '/email', message: 'This is no email address.', mend: 'Write it as name@example.org.' }] });
    },
  });
  return (
    <Form form={form} submit="Plan the talk" onCancel={() => form.reset()}>
      <div class="grid">
        <TextInput {...form.field('email')} label="Email" icon="mail" required={false} />
        <Combobox {...form.field('employer')} label="With whom" find={() => CHOICES} create={async text => ({ value: text, label: text })} />
        <Select {...form.field('source')} label="How you found them" options={LEVELS} />
        <TagInput {...form.field('tags')} label="Tags" suggestions={['oncology', 'teaching']} hint="Enter or a comma adds one." />
        <NumberInput {...form.field('minutes')} label="Length" unit="minutes" min={5} max={240} step={5} />
        <DateTimeField {...form.field('at')} label="When" />
        <RadioGroup {...form.field('level')} label="Level" options={LEVELS} />
        <RadioGroup {...form.field('where')} label="As segments" look="segments" options={LEVELS} />
      </div>
      <Textarea {...form.field('why')} label="Why them" hint="What makes this person of interest to you?" />
      <Checkbox {...form.field('keep')} label="I may keep them as a contact" hint="They said so themselves." />
    </Form>
  );
}
