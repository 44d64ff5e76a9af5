import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { findPeople } from '../contacts/people.ts';
import { useForm } from '../core/form.ts';
import { invalidate } from '../core/query.ts';
import { Button, IconButton } from '../core/ui/Button.tsx';
import { Combobox } from '../core/ui/Combobox.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Checkbox, Select, TextInput } from '../core/ui/inputs.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Badge } from '../core/ui/surfaces.tsx';
import { useWatch } from '../core/watch.ts';
import { ACTIONS, KINDS, PEOPLE, SENT, WHAT, addCrm, changeCrm, check, chooseMet, choosePerson, compare, howCrm, leaveOut, push, removeCrm, setWhat, useChosen, useCrms, usePreview, type Crm as One } from './crm.ts';
import { Connected, Several } from './parts.tsx';

/** CRMs that chosen people are shown to, one way. */
export function Crm() {
  const list = useCrms();
  useWatch(!!list.data?.items.some(one => one.work || one.state === 'new'), list.reload);
  return (
    <Several of={list} add="Connect a CRM" another="Connect another CRM" form={props => <Connect {...props} />}>
      {one => <Each one={one} />}
    </Several>
  );
}

function Connect({ onDone, onCancel }: { onDone: () => void; onCancel?: () => void }) {
  const form = useForm({
    initial: { kind: 'hubspot' as One['kind'], base_url: '', key: '' },
    submit: ({ kind, base_url, key }) => addCrm({ kind, base_url: KINDS[kind].hosted ? base_url : null, key: KINDS[kind].key ? key : null }),
    done: onDone,
  });
  const { hosted, key } = KINDS[form.values.kind];
  return (
    <Form form={form} submit="Connect" {...(onCancel && { onCancel })}>
      <Select {...form.field('kind')} label="CRM" options={Object.entries(KINDS).map(([value, { label }]) => ({ value: value as One['kind'], label }))} />
      {hosted && <TextInput {...form.field('base_url')} label="Where it runs" type="url" placeholder="https://crm.example.org" />}
      {key && <TextInput {...form.field('key')} label={key} type="password" hint="Made there, for Halfhour alone. It is kept sealed, and never shown again." />}
    </Form>
  );
}

function Each({ one }: { one: One }) {
  const open = useSignal<'key' | 'mapping' | null>(null);
  const close = () => (open.value = null);
  useEffect(() => invalidate(['crm', one.id]), [one.work]);
  return (
    <Connected
      title={one.label}
      how={howCrm(one)}
      menu={[
        { label: 'Check the key', icon: 'check', run: () => void check(one) },
        { label: 'Change the key or address', icon: 'pencil', run: () => (open.value = 'key') },
        { label: 'What goes where', icon: 'list-checks', run: () => (open.value = 'mapping') },
        { label: 'Remove', icon: 'trash-2', danger: true, line: true, run: () => removeCrm(one) },
      ]}
    >
      <People one={one} />
      <fieldset class="grid gap-2">
        <legend class="field-label">What is sent of them</legend>
        {Object.entries(SENT).map(([name, [label, hint]]) => (
          <Checkbox key={name} label={label} hint={hint} value={one[name as keyof typeof SENT]} onChange={on => void setWhat(one, { [name]: on })} />
        ))}
      </fieldset>
      <Difference one={one} />
      {open.value === 'mapping' && <Mapping one={one} onClose={close} />}
      {open.value === 'key' && <Key one={one} onClose={close} />}
    </Connected>
  );
}

/** Who is chosen, and how each stands there. */
function People({ one }: { one: One }) {
  return (
    <div>
      <Combobox label="Whom it is shown" placeholder="Add somebody" value={null} find={findPeople} onChange={choice => choice && void choosePerson(one, choice.value)} />
      <button type="button" class="link" onClick={() => void chooseMet(one)}>
        Everybody I have talked to
      </button>
      <Loaded of={useChosen(one)} lines={2}>
        {({ items }) => (
          <ul class="lines">
            {items.map(person => (
              <li key={person.id} class="line-row">
                <div class="line-text">
                  <a class="line-link" href={`/contacts/${person.id}`}>
                    {person.full_name}
                  </a>
                  {person.last_error && (
                    <p class="line-more">
                      {person.last_error} {person.advice}
                    </p>
                  )}
                </div>
                {person.link && (
                  <a href={person.link} target="_blank" rel="noreferrer noopener">
                    See them there
                  </a>
                )}
                <Badge tone={PEOPLE[person.state][1]}>{PEOPLE[person.state][0]}</Badge>
                <IconButton icon="x" size="s" label={`Leave out ${person.full_name}`} onClick={() => void leaveOut(one, person)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </div>
  );
}

/** What a push would do, field by field; then the push. */
function Difference({ one }: { one: One }) {
  const read = usePreview(one);
  const preview = read.data;
  const comparing = preview?.state === 'comparing';
  useWatch(comparing, read.reload);
  return (
    <>
      <div class="row">
        <Button icon="scale" busy={comparing} onClick={() => void compare(one)}>
          Show the difference
        </Button>
        <Button kind="primary" icon="send" busy={one.work === 'push'} disabled={!one.chosen_count} onClick={() => void push(one)}>
          Push
        </Button>
      </div>
      {preview && !comparing && (
        <section aria-label="The difference">
          <p>
            {preview.last_error ?? preview.says} {preview.advice}
          </p>
          <ul class="lines">
            {preview.items.map((item, place) => (
              <li key={place}>
                <p class="row gap-2">
                  <Badge tone={ACTIONS[item.action][1]}>{ACTIONS[item.action][0]}</Badge>
                  {WHAT[item.what]}: {item.words}
                </p>
                {item.problem && <p class="warm">{item.problem}</p>}
                {item.differences.map(each => (
                  <p key={each.field} class="line-more">
                    {each.meaning}: {each.kept ? `${each.before} stays` : <>{each.before && <><del>{each.before}</del> </>}<ins>{each.after ?? 'empty'}</ins></>}
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Where each of our fields goes. */
function Mapping({ one, onClose }: { one: One; onClose: () => void }) {
  const name = (field: One['mapping'][number]) => `${field.what}/${field.field}`;
  const form = useForm<Record<string, string>, One>({
    initial: Object.fromEntries(one.mapping.map(field => [name(field), field.theirs ?? ''])),
    submit: (_values, changes) =>
      changeCrm(one, { mapping: one.mapping.filter(field => name(field) in changes).map(field => ({ what: field.what, field: field.field, theirs: changes[name(field)] || null })) }),
    done: () => {
      invalidate(['crm']);
      onClose();
    },
  });
  return (
    <Dialog title="What goes where" onClose={onClose} look="side">
      <p class="muted mb-5">Their names of the fields. An empty one is not sent.</p>
      <Form form={form} onCancel={onClose}>
        {one.mapping.map(field => {
          const props = { ...form.field(name(field)), label: `${WHAT[field.what]}: ${field.meaning}` };
          return field.choices.length ? (
            <Select key={props.name} {...props} options={[...(field.needed ? [] : ['']), ...field.choices].map(value => ({ value, label: value || 'Not sent' }))} />
          ) : (
            <TextInput key={props.name} {...props} placeholder={field.default ?? 'Not sent'} />
          );
        })}
      </Form>
    </Dialog>
  );
}

function Key({ one, onClose }: { one: One; onClose: () => void }) {
  const { hosted, key } = KINDS[one.kind];
  const form = useForm({
    initial: { label: one.label, base_url: one.base_url ?? '', key: '' },
    submit: (_values, changes) => changeCrm(one, changes),
    done: () => {
      invalidate(['crm']);
      onClose();
    },
  });
  return (
    <Dialog title={one.label} onClose={onClose}>
      <Form form={form} onCancel={onClose}>
        <TextInput {...form.field('label')} label="What you call it" />
        {hosted && <TextInput {...form.field('base_url')} label="Where it runs" type="url" />}
        {key && <TextInput {...form.field('key')} label={key} type="password" hint="Only when it is a new one." />}
      </Form>
    </Dialog>
  );
}
