import { useSignal } from '@preact/signals';
import type { Schema } from '../core/api.ts';
import { useForm } from '../core/form.ts';
import { sayAgo, sayDate } from '../core/time.ts';
import { Button } from '../core/ui/Button.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Checkbox, NumberInput, TextInput } from '../core/ui/inputs.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Once } from '../core/ui/Once.tsx';
import { EmptyState } from '../core/ui/states.tsx';
import { Card } from '../core/ui/surfaces.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { makeToken, revokeToken, useTokens } from './api.ts';
import { needsProof, sayScope } from './account.ts';
import { ProofDialog } from './ProofDialog.tsx';
import { SCOPES, type Scope } from './scopes.ts';

export function TokensPart() {
  const list = useTokens();
  const making = useSignal(false);
  const made = useSignal<Schema<'NewTokenRead'> | null>(null);
  const tokens = list.data?.items;
  const add = (
    <Button kind={tokens?.length ? 'plain' : 'primary'} icon="plus" size={tokens?.length ? 's' : 'm'} onClick={() => (making.value = true)}>
      Make a token
    </Button>
  );
  return (
    <Card title="Access tokens" actions={tokens?.length ? add : undefined}>
      <p class="muted">
        A script or another program uses a token to act as you, within what you allow. How is in <a href="/docs">the documentation</a>.
      </p>
      {made.value && (
        <Once title={`Copy “${made.value.name}” now: it is shown this once`} secret={made.value.token} />
      )}
      <Loaded of={list}>
        {({ items }) =>
          !items.length ? (
            <EmptyState drawing="cable" title="No tokens" actions={add}>
              Nothing but you can reach this account.
            </EmptyState>
          ) : (
            <ul class="lines">
              {items.map(one => (
                <li key={one.id} class="row">
                  <span class="accounts-text">
                    {one.name} <code>…{one.hint}</code>
                    <small>{one.scopes.length === SCOPES.length ? 'Everything' : one.scopes.map(sayScope).join(' · ')}</small>
                    <small>
                      {one.last_used_at ? `Used ${sayAgo(one.last_used_at)}` : 'Never used'} · {one.expires_at ? `ends ${sayDate(one.expires_at)}` : 'has no end'}
                    </small>
                  </span>
                  <Button size="s" onClick={() => void revokeToken(one)} aria-label={`Revoke ${one.name}`}>
                    Revoke
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {making.value && (
        <TokenDialog
          onClose={() => (making.value = false)}
          onMade={token => {
            making.value = false;
            made.value = token;
            void navigator.clipboard?.writeText(token.token).then(
              () => toast('The token is copied'),
              () => undefined, // it stands on the page
            );
          }}
        />
      )}
    </Card>
  );
}

function TokenDialog({ onClose, onMade }: { onClose: () => void; onMade: (token: Schema<'NewTokenRead'>) => void }) {
  const asking = useSignal(false);
  const form = useForm({
    initial: { name: '', scopes: ['contacts:read'] as Scope[], expires_in_days: 90 as number | null },
    check: values => ({ name: values.name.trim() ? '' : 'Say what it is for.', scopes: values.scopes.length ? '' : 'Allow at least one thing.' }),
    submit: async values => {
      try {
        return await makeToken(values);
      } catch (error) {
        if (needsProof(error)) asking.value = true;
        throw error;
      }
    },
    done: onMade,
  });
  const { value: scopes, onChange, error } = form.field('scopes');
  return (
    <Dialog title="Make an access token" onClose={onClose} look="side">
      <Form form={form} submit="Make it" onCancel={onClose}>
        <TextInput {...form.field('name')} label="What it is for" placeholder="Address book sync" autofocus required />
        <fieldset class="grid accounts-scopes">
          <legend class="field-label">What it may do</legend>
          {SCOPES.map(scope => (
            <Checkbox
              key={scope}
              label={sayScope(scope)}
              value={scopes.includes(scope)}
              onChange={on => onChange(on ? [...scopes, scope] : scopes.filter(one => one !== scope))}
            />
          ))}
        </fieldset>
        {error && <p class="field-error">{error}</p>}
        <NumberInput {...form.field('expires_in_days')} label="Ends after" unit="days" min={1} max={3650} hint="Empty: it has no end." />
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
    </Dialog>
  );
}
