import { useSignal, type Signal } from '@preact/signals';
import { useForm } from '../core/form.ts';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { NumberInput, RadioGroup, TextInput } from '../core/ui/inputs.tsx';
import { Once } from '../core/ui/Once.tsx';
import { CONTENTS, DETAILS, changeFeed, howFeed, makeFeed, newAddress, removeFeed, useFeeds, type Feed, type FeedMade } from './feed.ts';
import { Connected, Marks, Several } from './parts.tsx';

/** Addresses that a calendar subscribes to. */
export function Feeds() {
  const made = useSignal<FeedMade | null>(null);
  return (
    <Several
      of={useFeeds()}
      add="Make a feed"
      another="Make another feed"
      form={({ onDone, onCancel }) => (
        <Edit
          onCancel={onCancel}
          onDone={feed => {
            made.value = feed as FeedMade;
            onDone();
          }}
        />
      )}
    >
      {one => <One one={one} made={made} />}
    </Several>
  );
}

function One({ one, made }: { one: Feed; made: Signal<FeedMade | null> }) {
  const changing = useSignal(false);
  const close = () => (changing.value = false);
  const address = made.value?.id === one.id && made.value;
  return (
    <Connected
      title={one.name}
      how={howFeed(one)}
      menu={[
        { label: 'Change', icon: 'pencil', run: () => (changing.value = true) },
        { label: 'Give it a new address', icon: 'refresh-cw', run: () => void newAddress(one).then(feed => feed && (made.value = feed)) },
        { label: 'Remove', icon: 'trash-2', danger: true, line: true, run: () => removeFeed(one) },
      ]}
    >
      {address ? (
        <Once title="Give your calendar this address: it is shown this once" secret={address.url}>
          <a class="btn btn-plain btn-s" href={address.webcal_url}>
            Open in my calendar
          </a>
        </Once>
      ) : (
        <p class="line-more">Its address ends in …{one.hint}. Lost it? Give it a new one.</p>
      )}
      {changing.value && (
        <Dialog title={one.name} onClose={close} look="side">
          <Edit one={one} onDone={close} onCancel={close} />
        </Dialog>
      )}
    </Connected>
  );
}

function Edit({ one, onDone, onCancel }: { one?: Feed; onDone: (feed: Feed) => void; onCancel?: (() => void) | undefined }) {
  const { name = 'My talks', detail = 'interview', contents = ['talks', 'thank_yous', 'follow_ups'], alarm_minutes = 15 } = one ?? {};
  const form = useForm({
    initial: { name, detail, contents, alarm_minutes },
    submit: (values, changes): Promise<Feed> => (one ? changeFeed(one, changes) : makeFeed(values)),
    done: onDone,
  });
  return (
    <Form form={form} submit={one ? 'Save' : 'Make it'} onCancel={onCancel}>
      <TextInput {...form.field('name')} label="What the calendar calls it" />
      <RadioGroup {...form.field('detail')} label="What it tells" options={Object.entries(DETAILS).map(([value, [label, hint]]) => ({ value: value as Feed['detail'], label, hint }))} />
      <Marks {...form.field('contents')} label="What is in it" of={CONTENTS} />
      <NumberInput {...form.field('alarm_minutes')} label="Ring before a talk" unit="minutes" min={0} max={1440} hint="Empty: not at all." />
    </Form>
  );
}
