import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { saveEdit } from '../core/edit.ts';
import { useForm } from '../core/form.ts';
import { invalidate, setData } from '../core/query.ts';
import { zones } from '../core/time.ts';
import { Combobox, type Choice } from '../core/ui/Combobox.tsx';
import { Drawer } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Checkbox, NumberInput, RadioGroup, Select, TextInput, Textarea } from '../core/ui/inputs.tsx';
import { TagInput } from '../core/ui/TagInput.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { TOUCHED, getContact, useCareers, useCounts } from './api.ts';
import { CHANNELS, LEVELS, SOURCES, options, type Contact } from './contact.ts';
import { changed, formOf, type Values } from './editing.ts';
import { LabelledList } from './LabelledList.tsx';
import { createOrganization, findOrganizations } from './organizations.ts';

const LABELS: Partial<Record<keyof Contact & string, string>> = {
  full_name: 'Name',
  given_name: 'First name',
  family_name: 'Last name',
  headline: 'What they do',
  organization_id: 'Organization',
  location: 'Where',
  postal_address: 'Postal address',
  time_zone: 'Time zone',
  source: 'How you found them',
  how_found: 'The story of it',
  level: 'Level',
  why_them: 'Why them',
  difficulty: 'How hard it feels to ask',
  preferred_channel: 'Likes to be reached by',
  keep_in_touch_days: 'Keep in touch',
  may_keep: 'May I keep you as a contact?',
  do_not_contact: 'Do not contact',
  connected_on: 'Connected since',
  career_ids: 'Can speak about',
};

const findZone = (text: string): Choice[] =>
  zones()
    .filter(zone => zone.replaceAll('_', ' ').toLowerCase().includes(text.toLowerCase()))
    .map(zone => ({ value: zone, label: zone.replaceAll('_', ' ') }));

/** Everything that can be known of a person, grouped as one thinks of it. */
export default function EditDrawer({ one, onClose }: { one: Contact; onClose: () => void }) {
  const careers = useCareers();
  const counts = useCounts();
  const names = new Map([[one.organization_id, one.organization_name]]);
  const form = useForm<Values, Contact | null>({
    initial: formOf(one),
    draft: `contact-${one.id}`,
    check: ({ full_name }) => (full_name.trim() ? {} : { full_name: 'A person needs a name.' }),
    submit: (values, changes) => {
      if (values.organization_id) names.set(values.organization_id.value, values.organization_id.label);
      return saveEdit<Contact>({
        base: one,
        changes: changed(changes),
        title: one.full_name,
        labels: LABELS,
        words: (name, value) =>
          name === 'organization_id'
            ? names.get(value as string | null)
            : name === 'career_ids'
              ? (value as string[]).map(id => careers.data?.items.find(career => career.id === id)?.title ?? 'a career').join(', ') || '(none)'
              : undefined,
        reload: async () => {
          const now = await getContact(one.id);
          names.set(now.organization_id, now.organization_name);
          return now;
        },
        send: (body, version) =>
          ok(
            api.PATCH('/api/v1/contacts/{contact_id}', {
              params: { path: { contact_id: one.id }, header: ifMatch({ version }) },
              body: body as Schema<'ContactUpdate'>,
            }),
          ),
      });
    },
    done: saved => {
      if (!saved) return;
      setData(['contact', one.id], saved);
      invalidate(...TOUCHED.filter(([name]) => name !== 'contact'));
      toast(`${saved.full_name} is saved`);
      onClose();
    },
  });
  const cancel = () => {
    form.reset();
    onClose();
  };
  const offered = careers.data?.items ?? [];
  const speaks = form.values.career_ids;
  return (
    <Drawer title={`Edit ${one.full_name}`} onClose={onClose} closeOutside={!form.changed}>
      <Form form={form} submit="Save" onCancel={cancel}>
        <section class="stack" aria-labelledby="edit-who">
          <h3 id="edit-who">Who they are</h3>
          <TextInput {...form.field('full_name')} label="Name" required autofocus maxLength={300} />
          <div class="contact-two">
            <TextInput {...form.field('given_name')} label="First name" maxLength={300} />
            <TextInput {...form.field('family_name')} label="Last name" maxLength={300} />
          </div>
          <TextInput {...form.field('headline')} label="What they do" maxLength={300} />
          <Combobox {...form.field('organization_id')} label="Organization" find={findOrganizations} create={createOrganization} />
          <Select {...form.field('level')} label="Level" hint="Talk to people at your own level and to those with the broad view." options={options(LEVELS, 'Not known')} />
          <TextInput {...form.field('location')} label="Where" maxLength={300} />
          <Combobox {...form.field('time_zone')} label="Time zone" find={findZone} />
          {offered.length > 0 && (
            <fieldset class="field">
              <legend class="field-label">Can speak about</legend>
              {offered.map(career => (
                <Checkbox
                  key={career.id}
                  label={career.title}
                  value={speaks.includes(career.id)}
                  onChange={on => form.set({ career_ids: on ? [...speaks, career.id] : speaks.filter(id => id !== career.id) })}
                />
              ))}
            </fieldset>
          )}
        </section>
        <section class="stack" aria-labelledby="edit-why">
          <h3 id="edit-why">Why them</h3>
          <Textarea {...form.field('why_them')} label="What makes them of interest" />
          <RadioGroup
            {...form.field('difficulty')}
            label="How hard it feels to ask"
            look="segments"
            options={[{ value: '', label: 'Not said' }, ...['1', '2', '3', '4', '5'].map(value => ({ value, label: value === '1' ? '1, easy' : value === '5' ? '5, daunting' : value }))]}
          />
          <Select {...form.field('source')} label="How you found them" options={options(SOURCES, 'Not said')} />
          <Textarea {...form.field('how_found')} label="The story of it" rows={2} />
          <TagInput {...form.field('tags')} label="Tags" hint="Enter or a comma after each." suggestions={counts.data?.tag.flatMap(tag => tag.value ?? []) ?? []} />
        </section>
        <section class="stack" aria-labelledby="edit-reach">
          <h3 id="edit-reach">How to reach them</h3>
          <LabelledList {...form.field('emails')} label="Email" more="Add an email address" type="email" />
          <LabelledList {...form.field('phones')} label="Phone" more="Add a phone number" type="tel" />
          <LabelledList {...form.field('links')} label="Link" more="Add a link" type="url" />
          <Textarea {...form.field('postal_address')} label="Postal address" hint="For a card written by hand." rows={2} />
          <Select {...form.field('preferred_channel')} label="Likes to be reached by" options={options(CHANNELS, 'Not said')} />
          <Checkbox {...form.field('do_not_contact')} label="Do not contact" hint="They don't want to hear from you. No talk can be asked for then." />
        </section>
        <section class="stack" aria-labelledby="edit-keep">
          <h3 id="edit-keep">Keeping in touch</h3>
          <RadioGroup
            {...form.field('may_keep')}
            label="May you keep them as a contact?"
            look="segments"
            options={[
              { value: '', label: 'Not asked' },
              { value: 'yes', label: 'Yes' },
              { value: 'no', label: 'No' },
            ]}
          />
          <NumberInput {...form.field('keep_in_touch_days')} label="Remind me every" unit="days" min={1} max={3650} />
          <TextInput {...form.field('connected_on')} label="Connected since" type="date" />
        </section>
      </Form>
    </Drawer>
  );
}
