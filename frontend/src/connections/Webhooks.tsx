import { useSignal, type Signal } from '@preact/signals';
import { useForm } from '../core/form.ts';
import { sayAgo, sayDateTime } from '../core/time.ts';
import { Button } from '../core/ui/Button.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { TextInput } from '../core/ui/inputs.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Once } from '../core/ui/Once.tsx';
import { Badge } from '../core/ui/surfaces.tsx';
import { useWatch } from '../core/watch.ts';
import { KINDS, kindOf } from './kinds.ts';
import { Connected, Marks, Several } from './parts.tsx';
import { addWebhook, changeWebhook, DELIVERIES, howHook, nameOf, newSecret, removeWebhook, sendAgain, tryIt, turn, useDeliveries, useTypes, useWebhooks, type Delivery, type Webhook, type WebhookMade } from './webhook.ts';

/** Addresses that are told of every change. */
export function Webhooks() {
  const made = useSignal<WebhookMade | null>(null);
  return (
    <Several
      of={useWebhooks()}
      add="Add a webhook"
      another="Add another webhook"
      form={({ onDone, onCancel }) => (
        <Edit
          onCancel={onCancel}
          onDone={hook => {
            made.value = hook as WebhookMade;
            onDone();
          }}
        />
      )}
    >
      {one => <One one={one} made={made} />}
    </Several>
  );
}

function One({ one, made }: { one: Webhook; made: Signal<WebhookMade | null> }) {
  const changing = useSignal(false);
  const reading = useSignal(false);
  const close = () => (changing.value = false);
  return (
    <Connected
      title={nameOf(one)}
      how={howHook(one)}
      on={one.enabled}
      onSwitch={on => void turn(one, on)}
      menu={[
        { label: 'Change', icon: 'pencil', run: () => (changing.value = true) },
        { label: 'Make a new secret', icon: 'refresh-cw', run: () => void newSecret(one).then(hook => hook && (made.value = hook)) },
        { label: 'Remove', icon: 'trash-2', danger: true, line: true, run: () => removeWebhook(one) },
      ]}
    >
      {made.value?.id === one.id && <Once title="Give the receiver this secret: it is shown this once" secret={made.value.secret} />}
      <p class="line-more">
        {one.types.length ? `What happens to ${[...new Set(one.types.map(kindOf))].map(kind => KINDS[kind] ?? kind).join(', ')}` : 'Everything that happens'} is told to <span class="words">{one.url}</span>
        {one.both_sign_until && `. The old secret signs too until ${sayDateTime(one.both_sign_until)}`}
      </p>
      <div class="row">
        <Button
          icon="send"
          onClick={() => {
            reading.value = true;
            void tryIt(one);
          }}
        >
          Send a test
        </Button>
        <Button kind="quiet" aria-expanded={reading.value} onClick={() => (reading.value = !reading.value)}>
          What was sent
        </Button>
      </div>
      {reading.value && <Deliveries of={one} />}
      {changing.value && (
        <Dialog title={nameOf(one)} onClose={close} look="side">
          <Edit one={one} onDone={close} onCancel={close} />
        </Dialog>
      )}
    </Connected>
  );
}

function Deliveries({ of }: { of: Webhook }) {
  const list = useDeliveries(of.id);
  useWatch(!!list.items?.some(one => one.state === 'waiting' && !one.tries.length), list.reload);
  return (
    <Loaded of={list}>
      {items => (
        <>
          {!items.length && <p class="muted">Nothing yet. What changes from now on is sent.</p>}
          <ul class="lines" aria-label="What was sent, newest first">
            {items.map(one => (
              <li key={one.id}>
                <Sent one={one} />
              </li>
            ))}
          </ul>
          {list.more && <Button onClick={list.fetchMore}>Show more</Button>}
        </>
      )}
    </Loaded>
  );
}

/** What went out, byte for byte, and each answer. */
function Sent({ one }: { one: Delivery }) {
  const [label, tone] = DELIVERIES[one.state];
  return (
    <details>
      <summary>
        {one.type} <Badge tone={tone}>{label}</Badge> <small class="muted">{sayAgo(one.created_at)}</small>
      </summary>
      <div class="stack gap-2 mt-2">
        <code class="dashed words">
          {Object.entries(one.headers).map(([name, value]) => `${name}: ${value}\n`)}
          {`\n${one.body}`}
        </code>
        {one.tries.map(({ at, status, milliseconds, error, answer }) => (
          <p key={at}>
            {sayDateTime(at)}: {error ?? `answered ${status} in ${milliseconds} ms`}
            {answer && <code class="dashed words once">{answer}</code>}
          </p>
        ))}
        {one.due_at && <p class="line-more">Next try {sayAgo(one.due_at)}</p>}
        <span class="row">
          <Button size="s" icon="refresh-cw" onClick={() => void sendAgain(one)}>
            Send it again
          </Button>
        </span>
      </div>
    </details>
  );
}

function Edit({ one, onDone, onCancel }: { one?: Webhook; onDone: (hook: Webhook) => void; onCancel?: (() => void) | undefined }) {
  const { url = '', description = '', types = [] } = one ?? {};
  const known = useTypes().data?.items ?? [];
  const form = useForm({
    initial: { url, description, types },
    submit: (values, changes): Promise<Webhook> => (one ? changeWebhook(one, changes) : addWebhook(values)),
    done: onDone,
  });
  return (
    <Form form={form} submit={one ? 'Save' : 'Add it'} onCancel={onCancel}>
      <TextInput {...form.field('url')} label="Address of the receiver" type="url" placeholder="https://example.org/halfhour" hint="It gets what changed and when, never what you wrote." />
      <TextInput {...form.field('description')} label="What it is for" required={false} />
      <Marks
        label="Only what happens to"
        hint="None marked: everything."
        of={KINDS}
        value={[...new Set(form.values.types.map(kindOf))]}
        onChange={kinds => form.set({ types: known.map(({ type }) => type).filter(type => (kindOf(type) in KINDS ? kinds.includes(kindOf(type)) : types.includes(type))) })}
        error={form.errors['types']}
      />
    </Form>
  );
}
