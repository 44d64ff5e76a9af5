import { api, ifMatch, ok } from '../core/api.ts';
import { saveEdit } from '../core/edit.ts';
import { useForm } from '../core/form.ts';
import { invalidate, setData } from '../core/query.ts';
import { Drawer } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { TextInput, Textarea } from '../core/ui/inputs.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { TOUCHED } from './api.ts';
import type { Organization } from './contact.ts';

interface Values {
  name: string;
  industry: string;
  website: string;
  place: string;
  about: string;
}

interface Props {
  /** the one that is edited; without it a new one is added */
  one?: Organization;
  onSaved?: (one: Organization) => void;
  onClose: () => void;
}

/** An empty box is null where the API knows "nothing". */
const body = (values: Partial<Values>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, name === 'about' || name === 'name' ? value : value.trim() || null])) as Partial<Organization>;

export default function OrganizationDrawer({ one, onSaved, onClose }: Props) {
  const get = (id: string) => ok(api.GET('/api/v1/organizations/{organization_id}', { params: { path: { organization_id: id } } }));
  const form = useForm<Values, Organization | null>({
    initial: { name: one?.name ?? '', industry: one?.industry ?? '', website: one?.website ?? '', place: one?.place ?? '', about: one?.about ?? '' },
    draft: `organization-${one?.id ?? 'new'}`,
    check: ({ name }) => (name.trim() ? {} : { name: 'Give it a name.' }),
    submit: (values, changes) =>
      one
        ? saveEdit<Organization>({
            base: one,
            changes: body(changes),
            title: one.name,
            labels: { about: 'What you know about it' },
            reload: () => get(one.id),
            send: (patch, version) => ok(api.PATCH('/api/v1/organizations/{organization_id}', { params: { path: { organization_id: one.id }, header: ifMatch({ version }) }, body: patch })),
          })
        : ok(api.POST('/api/v1/organizations', { body: { ...body(values), name: values.name } })),
    done: saved => {
      if (!saved) return;
      setData(['organization', saved.id], saved);
      invalidate(...TOUCHED.filter(([name]) => name !== 'organization'));
      toast(`${saved.name} is saved`);
      onClose();
      onSaved?.(saved);
    },
  });
  const cancel = () => {
    form.reset();
    onClose();
  };
  return (
    <Drawer title={one ? `Edit ${one.name}` : 'Add an organization'} onClose={onClose} closeOutside={!form.changed}>
      <Form form={form} submit={one ? 'Save' : 'Add organization'} onCancel={cancel}>
        <TextInput {...form.field('name')} label="Name" required autofocus maxLength={300} />
        <TextInput {...form.field('industry')} label="Industry" maxLength={300} />
        <TextInput {...form.field('place')} label="Where" maxLength={300} />
        <TextInput {...form.field('website')} label="Website" maxLength={2000} placeholder="https://" />
        <Textarea {...form.field('about')} label="What you know about it" rows={5} />
      </Form>
    </Drawer>
  );
}
