import { useSignal } from '@preact/signals';
import type { Schema } from '../core/api.ts';
import { useForm } from '../core/form.ts';
import { sayAgo, sayDate } from '../core/time.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button } from '../core/ui/Button.tsx';
import { Form } from '../core/ui/Form.tsx';
import { TextInput } from '../core/ui/inputs.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Card, Skeleton } from '../core/ui/surfaces.tsx';
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
  const invitations = list.data?.items;
  return (
    <Card title="Invite somebody">
      <p class="muted">They get an account of their own on this server. You don’t see their data, they don’t see yours.</p>
      <Form form={form} submit="Make a link">
        <TextInput {...form.field('note')} label="For whom" hint="Only you see this." />
      </Form>
      {made.value && (
        <Banner kind="good" title="Send them this link: it is shown this once, and works once within seven days">
          <code class="dashed words accounts-secret">{made.value.link}</code>
        </Banner>
      )}
      {list.error && !invitations ? (
        <ErrorState error={list.error} onRetry={list.reload} />
      ) : !invitations ? (
        <Skeleton lines={2} />
      ) : (
        invitations.length > 0 && (
          <ul class="lines">
            {invitations.map(one => (
              <li key={one.id} class="row">
                <span class="accounts-text">
                  {one.note || 'Somebody'}
                  <small>
                    {one.used_at ? `Came ${sayAgo(one.used_at)}` : `Made ${sayAgo(one.created_at)} · works until ${sayDate(one.expires_at)}`}
                  </small>
                </span>
                {!one.used_at && (
                  <Button size="s" onClick={() => void takeBackInvitation(one)} aria-label={`Take back the link for ${one.note || 'somebody'}`}>
                    Take back
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )
      )}
    </Card>
  );
}
