import { useSignal } from '@preact/signals';
import { useForm } from '../core/form.ts';
import type { Account } from '../core/session.ts';
import { zones } from '../core/time.ts';
import { Button } from '../core/ui/Button.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Checkbox, Select, TextInput } from '../core/ui/inputs.tsx';
import { Card } from '../core/ui/surfaces.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { changePassword, deleteAccount, saveAccount, signOut } from './api.ts';
import { needsProof } from './account.ts';
import { ProofDialog } from './ProofDialog.tsx';

export function AccountPart({ account }: { account: Account }) {
  return (
    <div class="stack">
      <WhoCard account={account} />
      <PasswordCard />
      <LeaveCard email={account.email} />
    </div>
  );
}

function WhoCard({ account }: { account: Account }) {
  const asking = useSignal(false);
  const form = useForm({
    initial: { name: account.name, email: account.email, time_zone: account.time_zone },
    submit: async (_values, changes) => {
      try {
        return await saveAccount(account, changes);
      } catch (error) {
        if (needsProof(error)) asking.value = true;
        throw error;
      }
    },
    done: saved => {
      form.reset({ name: saved.name, email: saved.email, time_zone: saved.time_zone });
      toast('Saved');
    },
  });
  return (
    <Card title="You">
      <Form form={form} submit="Save">
        <TextInput {...form.field('name')} label="Name" hint="Your letters are signed with it." autocomplete="name" />
        <TextInput {...form.field('email')} label="Email" type="email" autocomplete="email" />
        <Select {...form.field('time_zone')} label="Time zone" options={[...new Set([account.time_zone, ...zones()])].map(zone => ({ value: zone, label: zone.replaceAll('_', ' ') }))} />
      </Form>
      {asking.value && (
        <ProofDialog
          onClose={() => (asking.value = false)}
          onProved={() => {
            asking.value = false;
            void form.submit();
          }}
        />
      )}
    </Card>
  );
}

function PasswordCard() {
  const empty = { current_password: '', new_password: '', revoke_tokens: false };
  const form = useForm({
    initial: empty,
    submit: values => changePassword(values),
    done: () => {
      form.reset(empty);
      toast('Your password is changed. Every other browser is signed out.');
    },
  });
  return (
    <Card title="Password">
      <Form form={form} submit="Change password">
        <TextInput {...form.field('current_password')} label="Current password" type="password" autocomplete="current-password" />
        <TextInput {...form.field('new_password')} label="New password" type="password" autocomplete="new-password" hint="At least 12 characters." />
        <Checkbox {...form.field('revoke_tokens')} label="End all access tokens too" />
      </Form>
    </Card>
  );
}

function LeaveCard({ email }: { email: string }) {
  const leaving = useSignal(false);
  return (
    <Card title="Leave">
      <p class="muted">Sign out on this device, or delete the account with everything in it. The latter can’t be undone.</p>
      <div class="row">
        <Button icon="log-out" onClick={() => void signOut()}>
          Sign out
        </Button>
        <Button kind="danger" onClick={() => (leaving.value = true)}>
          Delete the account
        </Button>
      </div>
      {leaving.value && <DeleteDialog email={email} onClose={() => (leaving.value = false)} />}
    </Card>
  );
}

function DeleteDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const form = useForm({ initial: { password: '' }, submit: values => deleteAccount(values.password) });
  return (
    <Dialog title="Delete this account" onClose={onClose}>
      <p>
        Everything of {email} goes at once: people, talks, notes, files. Make a backup first if you may want any of it again.
      </p>
      <Form form={form} submit="Delete everything" onCancel={onClose}>
        <TextInput {...form.field('password')} label="Your password" type="password" autocomplete="current-password" autofocus />
      </Form>
    </Dialog>
  );
}

