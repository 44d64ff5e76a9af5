import { useForm } from '../form.ts';
import { sayAgo } from '../time.ts';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { Textarea } from './inputs.tsx';
import { Card, Skeleton } from './surfaces.tsx';
import { ErrorState } from './states.tsx';

/** What the panel shows of a note: the start of `NoteBrief`. */
export interface PanelNote {
  id: string;
  title: string;
  excerpt: string;
  updated_at: string;
  attachments: readonly unknown[];
}

interface NotesPanelProps {
  items: readonly PanelNote[] | undefined;
  error?: unknown;
  onRetry?: () => void;
  /** keeps what is typed and not sent, on this device: "note-career-<id>" */
  draft: string;
  /** writes a note about the thing on this page; what it throws is shown */
  onAdd: (body: string) => Promise<unknown>;
  /** where all notes about it are: "/notes?career_id=…" */
  all?: string;
  title?: string;
  placeholder?: string;
}

/** The words after the first line, which is the title, without the marks of Markdown: for a line or two of a list. */
export function afterTitle({ title, excerpt }: Pick<PanelNote, 'title' | 'excerpt'>): string {
  const [first = '', ...more] = excerpt.trim().split('\n');
  const start = title.replace(/…$/, '');
  const cut = first.indexOf(start);
  // a title is cut where the line is long: the text goes on from there
  const lines = cut < 0 || !start ? [first, ...more] : start === title ? more : [`…${first.slice(cut + start.length).trim()}`, ...more];
  return lines
    .map(line => line.replace(/^[\s>#]*(?:[-*+]|\d+[.)])?\s*(?:\[[ xX]\]\s*)?/, '').replace(/[*_`]+|^\|?[\s|:-]+$/g, ''))
    .filter(Boolean)
    .join(' ');
}

/** The notes about one thing, and a line to write another. Any step may show it: it knows notes only by what it is given. */
export function NotesPanel({ items, error, onRetry, draft, onAdd, all, title = 'Notes', placeholder = 'What did you learn?' }: NotesPanelProps) {
  const form = useForm({
    initial: { body: '' },
    draft,
    check: ({ body }) => (body.trim() ? {} : { body: 'Write a word or two first.' }),
    submit: ({ body }) => onAdd(body),
    done: () => form.reset({ body: '' }),
  });
  return (
    <Card title={title} actions={all && items?.length ? <a href={all}>All notes</a> : undefined}>
      <form
        class="stack notes-write"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void form.submit();
        }}
      >
        <Textarea
          {...form.field('body')}
          error={form.errors.body ?? form.problem}
          label="A new note"
          hideLabel
          rows={2}
          placeholder={placeholder}
          onKeyDown={event => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            void form.submit();
          }}
        />
        {form.values.body.trim() !== '' && (
          <div class="form-end">
            <span class="spacer" />
            <Button type="submit" size="s" busy={form.busy}>
              Keep note
            </Button>
          </div>
        )}
      </form>
      {error && !items ? (
        <ErrorState error={error} {...(onRetry && { onRetry })} />
      ) : !items ? (
        <Skeleton lines={3} label="Loading notes" />
      ) : (
        <ul class="lines">
          {items.map(note => (
            <li key={note.id}>
              <a class="line-link" href={`/notes/${note.id}`}>
                {note.title || 'A note without words'}
              </a>
              <p class="line-more clamp">{afterTitle(note)}</p>
              <p class="line-more">
                {sayAgo(note.updated_at)}
                {note.attachments.length > 0 && (
                  <>
                    {' · '}
                    <Icon name="paperclip" /> {note.attachments.length}
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
