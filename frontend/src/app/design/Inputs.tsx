import { useSignal } from '@preact/signals';
import { useForm } from '../../core/form.ts';
import { ApiError } from '../../core/problem.ts';
import { hereZone } from '../../core/time.ts';
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

const EMPLOYERS: Choice[] = ['Nordlicht Clinic', 'Harbour Hospital', 'City Hospice', 'Ministry of Health', 'MedTech Labs'].map((label, place) => ({
  value: String(place),
  label,
  hint: `${place + 1} people`,
}));

const LEVELS = [
  { value: 'peer', label: 'A peer', hint: 'does the work you would do' },
  { value: 'manager', label: 'A manager', hint: 'hires for it' },
  { value: 'executive', label: 'An executive', hint: 'sees the whole field' },
] as const;

export function Inputs() {
  const loading = useSignal(false);
  return (
    <div class="stack">
      <Card title="Buttons">
        <div class="stack">
          <div class="row">
            <Button kind="primary" icon="send">
              Ask for thirty minutes
            </Button>
            <Button icon="plus">Add person</Button>
            <Button kind="quiet">Not now</Button>
            <Button kind="danger" icon="trash-2">
              Delete account
            </Button>
            <Button kind="primary" icon="refresh-cw" busy>
              Sending
            </Button>
            <Button disabled>Not yet</Button>
            <LinkButton href="/design" icon="external-link">
              A link
            </LinkButton>
          </div>
          <div class="row">
            <Button size="s">Small</Button>
            <IconButton icon="pencil" label="Edit" />
            <IconButton icon="star" label="Mark" size="s" />
            <Menu
              label="More about Miriam"
              items={[
                { label: 'Edit', icon: 'pencil', keys: 'e', run: () => toast('Edit') },
                { label: 'Merge with another', icon: 'merge', run: () => toast('Merge') },
                { label: 'Not possible now', icon: 'x', disabled: true },
                { label: 'Delete', icon: 'trash-2', danger: true, line: true, run: () => toast('Miriam is in the bin', { label: 'Undo', run: () => toast('Undone') }) },
              ]}
            />
            <Menu label="Move to" kind="plain" align="start" items={[{ label: 'Asked', run: () => toast('Moved to Asked') }, { label: 'Scheduled', run: () => toast('Moved to Scheduled') }]} />
            <Tooltip text="An ask without a reason on record is answered half as often.">{tip => <Button {...tip}>With a second sentence</Button>}</Tooltip>
            <span class="row">
              <Kbd keys="mod+k" />
              <Kbd keys="g p" />
            </span>
          </div>
        </div>
      </Card>
      <Card title="A form">
        <ExampleForm />
      </Card>
      <Card title="One at a time">
        <div class="grid">
          <Switch label="Remind me in the morning" hint="Takes effect at once." value={loading.value} onChange={on => (loading.value = on)} />
          <TextInput label="Disabled" value="Cannot be changed here" disabled onChange={() => undefined} />
          <Textarea label="With a limit" limit={40} value="LinkedIn cuts invitations off after 300." onChange={() => undefined} />
        </div>
      </Card>
    </div>
  );
}

function ExampleForm() {
  const form = useForm({
    initial: {
      name: 'Miriam Vogel',
      email: 'miriam(at)example.org',
      why: '',
      level: 'peer' as (typeof LEVELS)[number]['value'],
      employer: EMPLOYERS[1] as Choice | null,
      tags: ['nursing', 'night shift'],
      minutes: 30 as number | null,
      source: 'alumni',
      at: { wall: '2027-03-12T15:00', zone: 'America/New_York' } as WallTime,
      keep: true,
    },
    submit: async () => {
      throw new ApiError({
        title: 'Not quite',
        status: 422,
        errors: [
          { pointer: '/email', message: 'This is no email address.', mend: 'Write it as name@example.org.' },
          { pointer: '/why', message: 'Say why them.', mend: 'One honest sentence is enough.' },
        ],
      });
    },
  });
  return (
    <Form form={form} submit="Plan the talk" onCancel={() => form.reset()}>
      <div class="grid">
        <TextInput {...form.field('name')} label="Name" required autocomplete="off" />
        <TextInput {...form.field('email')} label="Email" icon="mail" required={false} />
        <Combobox {...form.field('employer')} label="Employer" find={text => EMPLOYERS.filter(one => one.label.toLowerCase().includes(text.toLowerCase()))} create={async text => ({ value: text, label: text })} />
        <Select
          {...form.field('source')}
          label="How you found them"
          options={[
            { value: 'alumni', label: 'Alumni' },
            { value: 'friend', label: 'Through a friend' },
          ]}
        />
        <TagInput {...form.field('tags')} label="Tags" suggestions={['oncology', 'management', 'night shift', 'teaching']} hint="Enter or a comma adds one." />
        <NumberInput {...form.field('minutes')} label="Length" unit="minutes" min={5} max={240} step={5} />
      </div>
      <Textarea {...form.field('why')} label="Why them" hint="What makes this person of interest to you?" />
      <div class="grid">
        <RadioGroup {...form.field('level')} label="Level" options={LEVELS} />
        <div class="stack">
          <DateTimeField {...form.field('at')} label="When" />
          <p class="muted">Your own zone is {hereZone}.</p>
        </div>
      </div>
      <RadioGroup
        label="Where"
        look="segments"
        value="cafe"
        onChange={() => undefined}
        options={[
          { value: 'cafe', label: 'Coffee' },
          { value: 'phone', label: 'Phone' },
          { value: 'video', label: 'Video' },
        ]}
      />
      <Checkbox {...form.field('keep')} label="I may keep them as a contact" hint="They said so themselves." />
    </Form>
  );
}
