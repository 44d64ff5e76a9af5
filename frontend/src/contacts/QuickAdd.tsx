import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { api, ok } from '../core/api.ts';
import { useForm } from '../core/form.ts';
import { invalidate, useQuery } from '../core/query.ts';
import { rendered } from '../core/rendered.ts';
import { Combobox, type Choice } from '../core/ui/Combobox.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { TextInput } from '../core/ui/inputs.tsx';
import { TOUCHED, removeContact } from './api.ts';
import { standing, type Contact } from './contact.ts';
import { createOrganization, findOrganizations } from './organizations.ts';

interface Values {
  full_name: string;
  headline: string;
  organization_id: Choice | null;
  emails: string;
}

const EMPTY: Values = { full_name: '', headline: '', organization_id: null, emails: '' };

/** A name is enough. The dialog stays for the next person, until it is closed. */
export default function QuickAdd({ onClose }: { onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const added = useSignal<Contact[]>([]);
  const form = useForm<Values, Contact>({
    initial: EMPTY,
    draft: 'contact-new',
    check: ({ full_name }) => (full_name.trim() ? {} : { full_name: 'Give the person a name.' }),
    submit: ({ full_name, headline, organization_id, emails }) =>
      ok(
        api.POST('/api/v1/contacts', {
          body: {
            full_name,
            headline: headline.trim() || null,
            organization_id: organization_id?.value ?? null,
            emails: emails.trim() ? [{ value: emails.trim() }] : [],
          },
        }),
      ),
    done: one => {
      added.value = [one, ...added.value];
      invalidate(...TOUCHED);
      form.reset({ ...EMPTY, organization_id: form.values.organization_id });
      rendered(() => box.current?.querySelector<HTMLElement>('[name=full_name]')?.focus());
    },
  });
  const same = useSame(form.values.full_name);
  return (
    <Dialog title="Add a person" onClose={onClose} closeOutside={!form.changed}>
      <div ref={box} class="stack">
        <Form form={form} submit={added.value.length ? 'Add another' : 'Add person'} onCancel={onClose}>
          <TextInput {...form.field('full_name')} label="Name" required autofocus maxLength={300} />
          {same.length > 0 && (
            <p class="muted" role="status">
              Already on your list:{' '}
              {same.map((one, place) => (
                <span key={one.id}>
                  {place > 0 && ', '}
                  <a href={`/contacts/${one.id}`}>{one.full_name}</a>
                  {standing(one) && ` (${standing(one)})`}
                </span>
              ))}
            </p>
          )}
          <TextInput {...form.field('headline')} label="What they do" placeholder="Clinical data manager" required={false} maxLength={300} />
          <Combobox {...form.field('organization_id')} label="Organization" required={false} find={findOrganizations} create={createOrganization} />
          <TextInput {...form.field('emails')} label="Email" type="email" required={false} maxLength={254} />
        </Form>
        {added.value.length > 0 && (
          <div role="status">
            <p class="muted">Just added</p>
            <ul>
              {added.value.map(one => (
                <li key={one.id} class="row">
                  <a href={`/contacts/${one.id}`}>{one.full_name}</a>
                  <button
                    type="button"
                    class="link"
                    aria-label={`Undo adding ${one.full_name}`}
                    onClick={() => {
                      added.value = added.value.filter(other => other !== one);
                      void removeContact(one);
                    }}
                  >
                    Undo
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** People whose name is what is being typed, so that nobody is listed twice. */
function useSame(typed: string): Contact[] {
  const name = typed.trim().toLowerCase();
  const found = useQuery(name.length > 3 ? ['contacts', 'same', name] : null, abort =>
    ok(api.GET('/api/v1/contacts', { params: { query: { q: name, limit: 5 } }, signal: abort })),
  );
  return found.data?.items.filter(one => one.full_name.toLowerCase().startsWith(name)).slice(0, 3) ?? [];
}
