import { readDraft } from '../core/draft.ts';
import type { PageProps } from '../core/feature.ts';
import { navigate, query, setQuery } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { sayDateTime } from '../core/time.ts';
import { Button } from '../core/ui/Button.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { Prose } from '../core/ui/MarkdownArea.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Badge, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { keepNote, lastList, removeNote, useNote } from './api.ts';
import { FilesPart } from './FilesPart.tsx';
import { bodyAfterTitle, KINDS, SUBJECTS, type Note } from './note.ts';
import { draftOf, NoteForm } from './NoteForm.tsx';
import { NotesAbout } from './NotesOf.tsx';
import './notes.css';

export default function NotePage({ params }: PageProps) {
  const { data, error, reload } = useNote(params.id ?? '');
  if (error && !data) return <ErrorState page error={error} onRetry={reload} back={{ label: 'Back to your notes', href: '/notes' }} />;
  return data ? <One one={data} /> : <Skeleton page lines={6} label="Loading the note" />;
}

function One({ one }: { one: Note }) {
  const editing = query.value.has('edit') || readDraft(draftOf(one)) !== undefined;
  const edit = () => setQuery({ edit: '1' });
  const read = () => setQuery({ edit: null });
  useShortcuts([{ keys: 'e', label: 'Edit the note', run: edit }]);
  const remove = async () => {
    if (await removeNote(one)) navigate(lastList.peek());
  };
  const title = one.title || `A note about ${one.about.title}`;
  const { path, icon } = SUBJECTS[one.about.kind];
  return (
    <Page
      title={title}
      crumb={{ label: 'Notes', href: lastList.value }}
      lead={
        <span class="row notes-lead">
          <Badge>{KINDS[one.kind]}</Badge>
          <span>
            <Icon name={icon} /> <a href={`${path}/${one.about.id}`}>{one.about.title}</a>
          </span>
          <small>{sayDateTime(one.updated_at)}</small>
        </span>
      }
      actions={
        !editing && (
          <>
            <Menu label="More about this note" items={[{ label: 'Delete', icon: 'trash-2', danger: true, run: () => void remove() }]} />
            <Button kind="primary" icon="pencil" onClick={edit}>
              Edit
            </Button>
          </>
        )
      }
    >
      <div class="beside">
        <div class="stack gap-6">
          {editing ? (
            <NoteForm
              key={one.id}
              one={one}
              onCancel={read}
              onDone={saved => {
                keepNote(saved);
                toast('Saved');
                read();
              }}
            />
          ) : (
            <div class="t-l">
              <Prose text={bodyAfterTitle(one.body, one.title)} level={2} />
            </div>
          )}
          <FilesPart noteId={one.id} />
        </div>
        <NotesAbout about={one.about} except={one.id} title={`More about ${one.about.title}`} />
      </div>
    </Page>
  );
}
