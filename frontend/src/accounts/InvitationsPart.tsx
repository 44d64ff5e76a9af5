import { useSignal } from '@preact/signals';
import type { Schema } from '../core/api.ts';
import { useForm } from '../core/form.ts';
import { sayAgo, sayDate } from '../core/time.ts';
import { Button } from '../core/ui/Button.tsx';
import { Form } from '../core/ui/Form.tsx';
import { TextInput } from '../core/ui/inputs.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Once } from '../core/ui/Once.tsx';
import { Card } from '../core/ui/surfaces.tsx';
import { invite, takeBackInvitation, useInvitations } from './api.ts';

export function InvitationsPart() {
  const list = useInvitations();
  const made = useSignal<Schema<'NewInvitationRead'> | null>(null);
  const form = useForm({
    initial: { note: '' },
    submit: values => invite(values.note),
    done: invitation => {
      made.value = invitation;
      form.reset({ note: '' });
    },
  });
  return (
    <Card title="Invite somebody">
      <p class="muted">They get an account of their own on this server. You don’t see their data, they don’t see yours.</p>
      <Form form={form} submit="Make a link">
        <TextInput {...form.field('note')} label="For whom" hint="Only you see this." />
      </Form>
      {made.value && (
        <Once title="Send them this link: it is shown this once, and works once within seven days" secret={made.value.link} />
      )}
      <Loaded of={list} lines={2}>
        {({ items }) => (
          <ul class="lines">
            {items.map(one => (
              <li key={one.id} class="row">
                <span class="accounts-text">
                  {one.note || 'Somebody'}
                  <small>{one.used_at ? `Came ${sayAgo(one.used_at)}` : `Made ${sayAgo(one.created_at)} · works until ${sayDate(one.expires_at)}`}</small>
                </span>
                {!one.used_at && (
                  <Button size="s" onClick={() => void takeBackInvitation(one)} aria-label={`Take back the link for ${one.note || 'somebody'}`}>
                    Take back
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}
