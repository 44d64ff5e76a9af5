import { useSignal } from '@preact/signals';
import { api, ifMatch, ok } from '../core/api.ts';
import { saveEdit } from '../core/edit.ts';
import { useForm } from '../core/form.ts';
import { invalidate, setData } from '../core/query.ts';
import { rendered } from '../core/rendered.ts';
import { Button, IconButton } from '../core/ui/Button.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Textarea } from '../core/ui/inputs.tsx';
import { Card } from '../core/ui/surfaces.tsx';
import { getContact } from './api.ts';
import { callName, type Contact } from './contact.ts';

/** The reason to ask this very person, on record before the ask: what the ask will be written from (method, step 5). */
export function WhyThem({ one }: { one: Contact }) {
  const editing = useSignal(false);
  const name = callName(one);
  const done = () => {
    editing.value = false;
    rendered(() => document.querySelector<HTMLElement>('.contact-why-card button')?.focus());
  };
  return (
    <Card class="contact-why-card" title={`Why ${name}`} actions={one.why_them && !editing.value && <IconButton icon="pencil" label={`Edit why ${name}`} size="s" onClick={() => (editing.value = true)} />}>
      {editing.value ? (
        <WhyForm one={one} onDone={done} />
      ) : one.why_them ? (
        <p class="contact-why quote words">{one.why_them}</p>
      ) : (
        <div class="stack">
          <p class="muted">
            What do you truly admire about {name}? A turn in their career, something they built or said, a place you both know. One honest sentence makes the ask easier to write, and easier to say yes to.
          </p>
          <span>
            <Button icon="pencil" onClick={() => (editing.value = true)}>
              Write it down
            </Button>
          </span>
        </div>
      )}
    </Card>
  );
}

function WhyForm({ one, onDone }: { one: Contact; onDone: () => void }) {
  const form = useForm<{ why_them: string }, Contact | null>({
    initial: { why_them: one.why_them },
    draft: `why-${one.id}`,
    submit: (_values, changes) =>
      saveEdit<Contact>({
        base: one,
        changes,
        title: one.full_name,
        labels: { why_them: 'Why them' },
        reload: () => getContact(one.id),
        send: (body, version) =>
          ok(api.PATCH('/api/v1/contacts/{contact_id}', { params: { path: { contact_id: one.id }, header: ifMatch({ version }) }, body: { why_them: body.why_them ?? '' } })),
      }),
    done: saved => {
      if (!saved) return;
      setData(['contact', one.id], saved);
      invalidate(['contacts', 'list']);
      onDone();
    },
  });
  const cancel = () => {
    form.reset();
    onDone();
  };
  return (
    <Form form={form} submit="Keep it" onCancel={cancel}>
      <Textarea {...form.field('why_them')} label={`Why ${callName(one)}`} hideLabel autofocus placeholder="She went from the ward to data without a degree, and says so openly." />
    </Form>
  );
}
