import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { useForm } from '../core/form.ts';
import { usePages, type Page } from '../core/pages.ts';
import { sayError } from '../core/problem.ts';
import { edit, invalidate } from '../core/query.ts';
import { sayDate } from '../core/time.ts';
import { Button, IconButton } from '../core/ui/Button.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Textarea } from '../core/ui/inputs.tsx';
import { Markdown } from '../core/ui/Markdown.tsx';
import { Badge, Card, Skeleton } from '../core/ui/surfaces.tsx';
import { callName, type Contact } from './contact.ts';

type Note = Schema<'NoteBrief'>;

const KIND: Record<Schema<'NoteKind'>, string | null> = { research: 'Research', live: 'From the talk', debrief: 'Debrief', general: null };

/** Notes about one person. Their own pages belong to a later step: here one reads the latest and adds one more. */
export function ContactNotes({ one }: { one: Contact }) {
  const key = ['notes', { contact_id: one.id }];
  const notes = usePages<Note>(key, (cursor, abort) => ok(api.GET('/api/v1/notes', { params: { query: { contact_id: one.id, limit: 10, cursor } }, signal: abort })));
  const remove = (note: Note) =>
    act({
      send: async () => {
        await ok(api.DELETE('/api/v1/notes/{note_id}', { params: { path: { note_id: note.id }, header: ifMatch(note) } }));
        return true;
      },
      edits: [edit<Page<Note>>(key, page => ({ ...page, items: page.items.filter(other => other.id !== note.id) }))],
      refresh: [['notes']],
      said: 'The note is in the bin',
      undo: () => ok(api.POST('/api/v1/notes/{note_id}/restore', { params: { path: { note_id: note.id } } })),
    });
  return (
    <Card title="Notes" actions={notes.items?.length ? <a href={`/notes?contact=${one.id}`}>All notes</a> : null}>
      <div class="stack">
        {!one.deleted_at && <QuickNote one={one} />}
        {notes.loading ? (
          <Skeleton lines={3} label="Fetching the notes" />
        ) : notes.error && !notes.items ? (
          <p class="muted">
            {sayError(notes.error)}{' '}
            <Button size="s" onClick={notes.reload}>
              Try again
            </Button>
          </p>
        ) : (
          <ul class="contact-list">
            {notes.items?.map(note => (
              <li key={note.id}>
                <div class="row">
                  {KIND[note.kind] && <Badge>{KIND[note.kind]}</Badge>}
                  <a href={`/notes/${note.id}`} aria-label={`Open the note “${note.title}”`}>
                    {sayDate(note.created_at)}
                  </a>
                  {note.attachments.length > 0 && <small class="muted">{note.attachments.length === 1 ? '1 file' : `${note.attachments.length} files`}</small>}
                  <span class="spacer" />
                  <IconButton icon="trash-2" label={`Delete the note “${note.title}”`} size="s" onClick={() => void remove(note)} />
                </div>
                <Markdown text={note.excerpt} />
                {!note.complete && <a href={`/notes/${note.id}`}>Read on</a>}
              </li>
            ))}
          </ul>
        )}
        {notes.more && (
          <Button kind="quiet" size="s" onClick={notes.fetchMore}>
            Show more
          </Button>
        )}
      </div>
    </Card>
  );
}

function QuickNote({ one }: { one: Contact }) {
  const form = useForm<{ body: string }>({
    initial: { body: '' },
    draft: `note-${one.id}`,
    check: ({ body }) => (body.trim() ? {} : { body: 'Write something first.' }),
    submit: ({ body }) => ok(api.POST('/api/v1/notes', { body: { body, contact_id: one.id } })),
    done: () => {
      form.reset({ body: '' });
      invalidate(['notes']);
    },
  });
  return (
    <Form form={form} submit="Add note" class="contact-note">
      <Textarea {...form.field('body')} label={`A note about ${callName(one)}`} hideLabel rows={2} placeholder={`A note about ${callName(one)}`} />
    </Form>
  );
}
