import { back, navigate, query } from '../core/router.ts';
import { Page } from '../core/ui/surfaces.tsx';
import { keepNote, lastList, useSubject } from './api.ts';
import { readAbout } from './note.ts';
import { NoteForm } from './NoteForm.tsx';
import './notes.css';

export default function NewNotePage() {
  const subject = useSubject(readAbout(query.value));
  return (
    <Page title="A new note" crumb={{ label: 'Notes', href: lastList.value }} narrow>
      <NoteForm
        about={subject.data}
        onCancel={() => back('/notes')}
        onDone={saved => {
          keepNote(saved);
          navigate(`/notes/${saved.id}`, { replace: true });
        }}
      />
    </Page>
  );
}
