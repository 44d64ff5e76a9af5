import { invalidate } from '../core/query.ts';
import { NotesPanel } from '../core/ui/NotesPanel.tsx';
import { createNote, useNotes } from './api.ts';
import { SUBJECT_NAMES, type About, type NoteKind, type Subject } from './note.ts';

interface Panel {
  title?: string;
  /** a note that is on the page already */
  except?: string;
  /** the kind of what is written here */
  kind?: NoteKind;
}

type Ids = { [K in Subject]: { [P in `${K}_id`]: string } }[Subject];

/** The latest notes about one thing and a line to write another: `<NotesOf contact_id={id} />`. For steps after notes. */
export function NotesOf({ title, except, kind, ...ids }: Ids & Panel) {
  const subject = SUBJECT_NAMES.find(name => `${name}_id` in ids) ?? 'contact';
  const id = (ids as Partial<Record<`${Subject}_id`, string>>)[`${subject}_id`] ?? '';
  return <NotesAbout about={{ kind: subject, id }} {...(title && { title })} {...(except && { except })} {...(kind && { kind })} />;
}

/** The same, by what the contract says a note is about. */
export function NotesAbout({ about, title, except, kind = 'general' }: Panel & { about: About }) {
  const list = useNotes({ q: '', kind: '', about });
  return (
    <NotesPanel
      {...(title && { title })}
      items={list.items?.filter(note => note.id !== except).slice(0, 6)}
      error={list.error}
      onRetry={list.reload}
      draft={`note-${about.kind}-${about.id}`}
      onAdd={async body => {
        await createNote(kind, body, about);
        invalidate(['notes']);
      }}
      all={`/notes?${about.kind}_id=${about.id}`}
    />
  );
}
