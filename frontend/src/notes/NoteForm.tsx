import { useEffect, useRef } from 'preact/hooks';
import { dropDraft, readDraft, writeDraft } from '../core/draft.ts';
import { saveEdit } from '../core/edit.ts';
import { useForm } from '../core/form.ts';
import { Combobox, type Choice } from '../core/ui/Combobox.tsx';
import { Form } from '../core/ui/Form.tsx';
import { RadioGroup } from '../core/ui/inputs.tsx';
import { MarkdownArea } from '../core/ui/MarkdownArea.tsx';
import { createNote, findSubjects, readNote, sendNote } from './api.ts';
import { KIND_OPTIONS, KINDS, ofChoice, toChoice, toIds, type Note, type NoteKind } from './note.ts';

interface Values {
  body: string;
  kind: NoteKind;
  about: Choice | null;
}

/** What was typed, and over which version: a note that was changed elsewhere meanwhile must not be written over. */
interface Unsent {
  values: Values;
  base: Note | null;
}

interface NoteFormProps {
  /** the one to change; without it a new one is written */
  one?: Note;
  about?: Choice | undefined;
  onDone: (saved: Note) => void;
  onCancel: () => void;
}

export const draftOf = (one: Pick<Note, 'id'> | undefined) => `note-${one?.id ?? 'new'}`;

const LABELS = { body: 'The note', kind: 'Kind' };

const valuesOf = (note: Note): Values => ({ body: note.body, kind: note.kind, about: toChoice(note.about) });

/** Writing a note. Every keystroke stays on this device until the server has it. */
export function NoteForm({ one, about, onDone, onCancel }: NoteFormProps) {
  const draft = draftOf(one);
  const base = useRef<Note | null>(one ?? null);
  const form = useForm<Values, Note | null>({
    initial: one ? valuesOf(one) : { body: '', kind: 'general', about: about ?? null },
    check: values => ({
      ...(!values.body.trim() && { body: 'Write a word or two first.' }),
      ...(!ofChoice(values.about) && { about: 'Choose whom or what it is about.' }),
    }),
    submit: async values => {
      const subject = ofChoice(values.about);
      if (!subject) return null;
      const from = base.current;
      if (!from) return createNote(values.kind, values.body, subject);
      return saveEdit<Note>({ base: from, changes: changesOf(from, values), title: from.title || 'this note', labels: LABELS, words: say, send: sendNote(from.id), reload: () => readNote(from.id) });
    },
    // at once, not after the next paint: the tab may be closed right after the last keystroke
    changed: values => writeDraft(draft, { values, base: base.current } satisfies Unsent),
    done: saved => {
      if (!saved) return;
      dropDraft(draft);
      onDone(saved);
    },
  });

  useEffect(() => {
    const unsent = readDraft<Unsent>(draft);
    if (!unsent?.values) return;
    base.current = unsent.base ?? base.current;
    form.set(unsent.values);
  }, []);
  // the address named what it is about only after the page was there
  useEffect(() => {
    if (about && !one && !form.values.about) form.set({ about });
  }, [about?.value]);

  const cancel = () => {
    dropDraft(draft);
    onCancel();
  };
  return (
    <Form form={form} class="notes-form" submit={one ? 'Save' : 'Keep note'} onCancel={cancel} aside={form.changed && <small class="muted">Unsent words stay on this device.</small>}>
      <MarkdownArea {...form.field('body')} label="Note" rows={14} level={2} autofocus placeholder={'# What her day is like\n\nStarts at **seven** with the overnight data.'} hint="The first line is its title. Markdown works: # heading, **bold**, - list, [ ] to do." />
      <div class="row top wide-first">
        <Combobox {...form.field('about')} label="About" placeholder="A person, a career, a talk…" find={findSubjects} />
        <RadioGroup<NoteKind> {...form.field('kind')} label="Kind" look="segments" options={KIND_OPTIONS} />
      </div>
    </Form>
  );
}

const say = (name: keyof Note, value: unknown) => (name === 'kind' && typeof value === 'string' ? KINDS[value as NoteKind] : name.endsWith('_id') && value ? 'Something else' : undefined);

/** Only what differs, as the contract has it. */
function changesOf(from: Note, { body, kind, about }: Values): Partial<Note> {
  const subject = ofChoice(about);
  const moved = subject && (subject.kind !== from.about.kind || subject.id !== from.about.id);
  return { ...(body !== from.body && { body }), ...(kind !== from.kind && { kind }), ...(moved && toIds(subject)) };
}
