import { useRef } from 'preact/hooks';
import { saveEdit } from '../core/edit.ts';
import { useForm } from '../core/form.ts';
import { invalidate } from '../core/query.ts';
import { rendered } from '../core/rendered.ts';
import { Drawer } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Select, Textarea, TextInput } from '../core/ui/inputs.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { createTemplate, readTemplate, sendTemplate, usePlaceholders } from './api.ts';
import { CHANNELS, PURPOSES, fill, marks, optionsOf, sayLeft, type Channel, type Purpose, type Template } from './letter.ts';

const LABELS = { name: 'Name', purpose: 'What for', channel: 'How', subject: 'Subject', text: 'The letter' };

/** A letter with names in braces, checked as it is typed, and shown as somebody would get it. */
export default function TemplateDrawer({ one, onClose }: { one?: Template; onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const known = usePlaceholders().data;
  const initial: { name: string; purpose: Purpose; channel: Channel; subject: string; text: string } = one ?? { name: '', purpose: 'ask', channel: 'email', subject: '', text: '' };
  const { name, purpose, channel, subject, text } = initial;
  const form = useForm<typeof initial, Template | null>({
    initial: { name, purpose, channel, subject, text },
    draft: one ? `template-${one.id}` : 'template-new',
    check: values => ({ name: values.name.trim() ? '' : 'Give it a name, so that you find it.', text: values.text.trim() ? slip(values.text) : 'Write the letter.', subject: slip(values.subject) }),
    submit: (values, changes) => (one ? saveEdit<Template>({ base: one, changes, title: one.name, labels: LABELS, send: sendTemplate(one.id), reload: () => readTemplate(one.id) }) : createTemplate(values)),
    done: saved => {
      if (!saved) return;
      invalidate(['templates'], ['letter']);
      toast(one ? 'Saved' : 'It is among your templates');
      onClose();
    },
  });
  const { values } = form;
  const exampleOf = (name: string) => known?.items.find(each => each.name === name)?.example;
  function slip(words: string): string {
    const strange = known && marks(words).filter(name => exampleOf(name) === undefined);
    if (strange?.length) return `There is nothing called ${strange.map(name => `{{${name}}}`).join(', ')}. Choose from “Insert”.`;
    return /\{\{|\}\}/.test(fill(words, () => '')) ? 'Some braces are not closed.' : '';
  }
  const insert = (name: string) => {
    const area = box.current?.querySelector('textarea');
    if (!area || !name) return;
    const at = area.selectionStart;
    form.set({ text: `${values.text.slice(0, at)}{{${name}}}${values.text.slice(area.selectionEnd)}` });
    rendered(() => {
      area.focus();
      area.selectionStart = area.selectionEnd = at + name.length + 4;
    });
  };
  const seen = (words: string) => fill(words, exampleOf);
  const limits = known?.channels.find(each => each.channel === values.channel)?.limits ?? [];
  const field = form.field('text');
  return (
    <Drawer title={one ? 'Change the template' : 'A new template'} closeOutside={!form.changed} onClose={onClose}>
      <Form form={form} submit={one ? 'Save' : 'Keep it'} onCancel={onClose}>
        <TextInput {...form.field('name')} label="Name" autofocus maxLength={300} />
        <Select {...form.field('purpose')} label={LABELS.purpose} options={optionsOf(PURPOSES)} />
        <Select {...form.field('channel')} label={LABELS.channel} options={optionsOf(CHANNELS)} />
        {values.channel === 'email' && <TextInput {...form.field('subject')} error={form.field('subject').error ?? (slip(values.subject) || undefined)} label="Subject" required={false} maxLength={300} />}
        <div ref={box} class="stack">
          <Textarea {...field} error={field.error ?? (slip(values.text) || undefined)} label="The letter" rows={10} />
          <Select label="Insert what differs for each person" value="" onChange={insert} options={[{ value: '', label: 'Choose…' }, ...(known?.items ?? []).map(each => ({ value: each.name, label: each.means }))]} />
        </div>
        <section class="stack" aria-label="As somebody would get it">
          <h3>As somebody would get it</h3>
          {values.channel === 'email' && values.subject && <strong>{seen(values.subject)}</strong>}
          <p class="words">{seen(values.text)}</p>
          {limits.length > 0 && <p class="muted">{sayLeft(limits, seen(values.text).length)}</p>}
        </section>
      </Form>
    </Drawer>
  );
}
