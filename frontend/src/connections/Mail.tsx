import { useSignal } from '@preact/signals';
import { useForm } from '../core/form.ts';
import { Button } from '../core/ui/Button.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { NumberInput, Select, TextInput } from '../core/ui/inputs.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Card } from '../core/ui/surfaces.tsx';
import { useWatch } from '../core/watch.ts';
import { forgetAccount, howMail, setAccount, tryAccount, useAccount, type Account } from './mail.ts';
import { Connected } from './parts.tsx';

/** One's own mail account, for invitations. */
export function Mail() {
  const read = useAccount();
  useWatch(read.data?.state === 'trying', read.reload);
  return (
    <Loaded of={read}>
      {one =>
        one.state === 'off' ? (
          <Card title="Your mail account">
            <Edit one={one} />
          </Card>
        ) : (
          <One one={one} />
        )
      }
    </Loaded>
  );
}

function One({ one }: { one: Account }) {
  const changing = useSignal(false);
  const open = () => (changing.value = true);
  const close = () => (changing.value = false);
  return (
    <Connected
      title={one.from_address ?? ''}
      how={howMail(one)}
      menu={[
        { label: 'Change', icon: 'pencil', run: open },
        { label: 'Remove', icon: 'trash-2', danger: true, line: true, run: () => forgetAccount(one) },
      ]}
    >
      <p>Invitations are sent on the page of a talk, when you press. Replies you bring back there.</p>
      <div class="row">
        {one.state === 'password' && <Button onClick={open}>Enter the password again</Button>}
        <Button icon="send" busy={one.state === 'trying'} onClick={() => void tryAccount()}>
          Send myself a mail
        </Button>
      </div>
      {changing.value && (
        <Dialog title="Your mail account" onClose={close} look="side">
          <Edit one={one} onDone={close} />
        </Dialog>
      )}
    </Connected>
  );
}

const WAYS = [
  { value: 'starttls', label: 'STARTTLS' },
  { value: 'tls', label: 'TLS from the first byte' },
  { value: 'none', label: 'None, within this network' },
] as const;

function Edit({ one, onDone }: { one: Account; onDone?: () => void }) {
  const form = useForm({
    initial: { from_address: one.from_address ?? '', from_name: one.from_name, host: one.host ?? '', security: one.security ?? ('starttls' as const), port: one.port, username: one.username ?? '', password: '' },
    submit: ({ password, username, ...values }) => setAccount(one, { ...values, username: username || null, ...(password && { password }) }),
    done: onDone ?? (() => undefined),
  });
  return (
    <Form form={form} submit={onDone ? 'Save' : 'Connect'} {...(onDone && { onCancel: onDone })}>
      <TextInput {...form.field('from_address')} label="Your address" type="email" autocomplete="email" />
      <TextInput {...form.field('from_name')} label="Your name" hint="Empty: as here." autocomplete="name" />
      <TextInput {...form.field('host')} label="Server for outgoing mail" placeholder="smtp.example.org" />
      <Select {...form.field('security')} label="Encryption" options={WAYS} onChange={security => form.set({ security, port: null })} />
      <NumberInput {...form.field('port')} label="Port" min={1} max={65535} hint="Empty: the usual one." />
      <TextInput {...form.field('username')} label="User name" autocomplete="username" />
      <TextInput {...form.field('password')} label="Password" type="password" hint={one.signs_in ? 'Only when it is a new one.' : 'For most accounts an app password. It is kept sealed, and never shown again.'} />
    </Form>
  );
}
