import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useForm } from '../core/form.ts';
import { useLater } from '../core/later.ts';
import { invalidate } from '../core/query.ts';
import { Button } from '../core/ui/Button.tsx';
import { Form } from '../core/ui/Form.tsx';
import { RadioGroup, Select, TextInput } from '../core/ui/inputs.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { useWatch } from '../core/watch.ts';
import { change, connect, forget, howItIs, lookAgain, PROVIDERS, switchOn, syncNow, useConnections, type Connection, type Kind } from './dav.ts';
import { Connected, Marks, Several } from './parts.tsx';

const WORDS = {
  calendar: { noun: 'calendar', another: 'Connect another calendar', kept: ['talk', 'talks'], add: 'Connect a calendar' },
  address_book: { noun: 'address book', another: 'Connect another address book', kept: ['person', 'people'], add: 'Connect an address book' },
};

const BUSY = ['looking', 'working', 'leaving'];

/** Calendars, or address books: those that are connected, and the way to connect one. */
export function Dav({ kind }: { kind: Kind }) {
  const list = useConnections(kind);
  useWatch(!!list.data?.items.some(one => BUSY.includes(one.state)), list.reload);
  return (
    <Several of={list} {...WORDS[kind]} form={props => <Connect kind={kind} {...props} />}>
      {one => <One one={one} reload={list.reload} />}
    </Several>
  );
}

function Connect({ kind, onDone, onCancel }: { kind: Kind; onDone: () => void; onCancel?: () => void }) {
  const form = useForm({
    initial: { provider: 'nextcloud', address: '', username: '', password: '' },
    check: values => ({ address: values.address.trim() ? '' : 'Say where it is.', username: values.username.trim() ? '' : 'Say who you are there.', password: values.password ? '' : 'Enter the app password.' }),
    submit: ({ address, username, password }) => connect({ kind, address, username, password }),
    done: onDone,
  });
  const provider = PROVIDERS[form.values.provider];
  return (
      <Form form={form} submit="Connect" {...(onCancel && { onCancel })}>
        <Select
          {...form.field('provider')}
          label="Where you have it"
          options={Object.entries(PROVIDERS).map(([value, { label }]) => ({ value, label }))}
          onChange={chosen => form.set({ provider: chosen, address: PROVIDERS[chosen]?.[kind] ?? '' })}
        />
        <TextInput {...form.field('address')} label="Address of the server" type="url" placeholder="https://cloud.example.org" hint="What you type to get there; the rest is found." />
        <TextInput {...form.field('username')} label="User name" autocomplete="username" />
        <TextInput {...form.field('password')} label="App password" type="password" hint={`${provider?.hint} It is kept sealed, and never shown again.`} />
      </Form>
  );
}

function One({ one, reload }: { one: Connection; reload: () => void }) {
  const changing = useSignal(false);
  const choosing = one.state === 'choose';
  const Changes = useLater(() => import('./Changes.tsx'), one.open_changes > 0);
  const open = () => (changing.value = true);
  // a sync that was asked for is done when another try is told
  const before = useSignal<string | null | undefined>(undefined);
  const syncing = before.value === one.last_tried_at;
  useWatch(syncing, reload);
  useEffect(() => invalidate(['connection-changes']), [one.open_changes]);
  return (
    <Connected
      title={one.name}
      how={howItIs(one)}
      on={one.active}
      onSwitch={on => void switchOn(one, on)}
      menu={[
        { label: 'Change', icon: 'pencil', run: open },
        { label: 'Look for others there', icon: 'search', run: () => void lookAgain(one) },
        { label: 'Remove, and leave what is there', icon: 'x', line: true, run: () => forget(one, false) },
        { label: 'Remove, and take away what I put there', icon: 'trash-2', danger: true, run: () => forget(one, true) },
      ]}
    >
      {choosing ? (
        <Settings one={one} />
      ) : (
        <>
          {one.collection_name && (
            <p>
              In “{one.collection_name}” at {one.address}: {one.kept_count} {WORDS[one.kind].kept[one.kept_count === 1 ? 0 : 1]}.
            </p>
          )}
          {Changes && <Changes of={{ connection_id: one.id }} />}
          <div class="row">
            {one.state === 'password' && <Button onClick={open}>Enter the password again</Button>}
            {one.active && one.collection_name && (
              <Button
                icon="refresh-cw"
                busy={syncing}
                onClick={() => {
                  before.value = one.last_tried_at;
                  void syncNow(one).then(done => (before.value = done?.last_tried_at));
                }}
              >
                Sync now
              </Button>
            )}
          </div>
        </>
      )}
      {changing.value && (
        <Dialog title={one.name} onClose={() => (changing.value = false)} look="side">
          <Settings one={one} onClose={() => (changing.value = false)} />
        </Dialog>
      )}
    </Connected>
  );
}

/** Which of what was found is used, and for whom. In a dialog also who one is there. */
function Settings({ one, onClose }: { one: Connection; onClose?: () => void }) {
  const calendar = one.kind === 'calendar';
  const writable = one.collections.filter(each => each.writable);
  const form = useForm({
    initial: {
      name: one.name,
      username: one.username,
      password: '',
      collection_id: one.collections.find(each => each.chosen)?.id ?? (onClose ? '' : (writable[0]?.id ?? '')),
      busy_ids: one.collections.filter(each => each.busy || !onClose).map(each => each.id),
      accept: one.accept,
      people: one.people,
      people_tag: one.people_tag ?? '',
    },
    // the first choice is told in full, also where it is what was proposed
    submit: ({ collection_id, busy_ids }, { people_tag, ...changes }) =>
      change(one, {
        ...changes,
        ...(!onClose && { collection_id, ...(calendar && { busy_ids }) }),
        ...(people_tag !== undefined && { people_tag: people_tag || null }),
      }),
    done: () => {
      invalidate(['connections'], ['connection-changes']);
      onClose?.();
    },
  });
  return (
    <Form form={form} submit={onClose ? 'Save' : `Use this ${WORDS[one.kind].noun}`} {...(onClose && { onCancel: onClose })}>
      {writable.length > 0 && (
        <RadioGroup {...form.field('collection_id')} label={calendar ? 'Where talks are put' : 'Where people are put'} options={writable.map(({ id, name }) => ({ value: id, label: name }))} />
      )}
      {calendar && one.collections.length > 0 && (
        <Marks {...form.field('busy_ids')} label="Which tell when you are busy" of={Object.fromEntries(one.collections.map(({ id, name }) => [id, name]))} />
      )}
      {!calendar && (
        <Select
          {...form.field('people')}
          label="Who is kept there"
          options={[
            { value: 'talks', label: 'People with a talk under way' },
            { value: 'tag', label: 'People with a tag' },
            { value: 'all', label: 'Everybody' },
          ]}
        />
      )}
      {form.values.people === 'tag' && <TextInput {...form.field('people_tag')} label="Tag" />}
      <RadioGroup
        {...form.field('accept')}
        label="When something changes there"
        options={[
          { value: 'confirm', label: 'Ask me each time' },
          { value: 'automatic', label: 'Take it over', hint: calendar ? 'Talks that were moved or called off. Where both sides changed, you are asked.' : 'New people. Where both sides changed, and before anybody goes, you are asked.' },
        ]}
      />
      {onClose && (
        <>
          <TextInput {...form.field('name')} label="What you call it" />
          <TextInput {...form.field('username')} label="User name" />
          <TextInput {...form.field('password')} label="App password" type="password" hint="Only when it is a new one." autofocus={one.state === 'password'} />
        </>
      )}
    </Form>
  );
}
