import { useEffect, useRef } from 'preact/hooks';
import { useForm } from '../core/form.ts';
import { rendered } from '../core/rendered.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button } from '../core/ui/Button.tsx';
import { Combobox, type Choice } from '../core/ui/Combobox.tsx';
import { RadioGroup, Textarea } from '../core/ui/inputs.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { createNote, findSubjects, keepNote } from './api.ts';
import { KIND_OPTIONS, ofChoice, type Note, type NoteKind } from './note.ts';

interface Values {
  body: string;
  kind: NoteKind;
  about: Choice | null;
}

/** Written in a moment, without leaving the list; what it is about is asked once there is something to say. */
export function QuickNote({ about }: { about: Choice | undefined }) {
  const box = useRef<HTMLFormElement>(null);
  const focus = () => box.current?.querySelector('textarea')?.focus();
  const initial: Values = { body: '', kind: 'general', about: about ?? null };
  const form = useForm<Values, Note | null>({
    initial,
    draft: 'note-quick',
    check: values => ({
      ...(!values.body.trim() && { body: 'Write a word or two first.' }),
      ...(!ofChoice(values.about) && { about: 'Choose whom or what it is about.' }),
    }),
    submit: async values => {
      const subject = ofChoice(values.about);
      return subject && createNote(values.kind, values.body, subject);
    },
    done: made => {
      if (!made) return;
      keepNote(made);
      form.reset({ ...initial, about: form.values.about });
      toast(`Kept with ${made.about.title}`);
      focus();
    },
  });
  // another filter: what one writes next is about that
  useEffect(() => {
    if (about && !form.values.body) form.reset({ ...initial, about });
  }, [about?.value]);
  useShortcuts([{ keys: 'n', label: 'Write a note', run: focus }]);
  const send = async () => {
    if (!(await form.submit())) rendered(() => box.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  };
  const started = form.values.body.trim() !== '';
  return (
    <form
      ref={box}
      class="stack notes-quick"
      noValidate
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
    >
      <Textarea
        {...form.field('body')}
        label="A quick note"
        rows={2}
        placeholder="What did you read, hear or think?"
        onKeyDown={event => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void send();
        }}
      />
      {started && (
        <>
          <div class="row top wide-first">
            <Combobox {...form.field('about')} label="About" placeholder="A person, a career, a talk…" find={findSubjects} />
            <RadioGroup<NoteKind> {...form.field('kind')} label="Kind" look="segments" options={KIND_OPTIONS} />
          </div>
          {form.problem && <Banner kind="problem">{form.problem}</Banner>}
          <div class="form-end">
            <span class="spacer" />
            <Button kind="primary" type="submit" busy={form.busy}>
              Keep note
            </Button>
          </div>
        </>
      )}
    </form>
  );
}
