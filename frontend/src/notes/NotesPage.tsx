import { useEffect } from 'preact/hooks';
import { query, setQuery } from '../core/router.ts';
import { sayAgo } from '../core/time.ts';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Combobox } from '../core/ui/Combobox.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { Select, TextInput } from '../core/ui/inputs.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { afterTitle } from '../core/ui/NotesPanel.tsx';
import { EmptyState } from '../core/ui/states.tsx';
import { Badge, Page } from '../core/ui/surfaces.tsx';
import { findSubjects, lastList, removeNote, useNotes, useSubject } from './api.ts';
import { isKind, KIND_OPTIONS, KINDS, ofChoice, readAbout, SUBJECT_NAMES, SUBJECTS, toIds, type About, type NoteBrief } from './note.ts';
import { QuickNote } from './QuickNote.tsx';
import './notes.css';

const NO_ABOUT = Object.fromEntries(SUBJECT_NAMES.map(name => [`${name}_id`, null]));

export default function NotesPage() {
  const kind = query.value.get('kind');
  const filters = { q: (query.value.get('q') ?? '').slice(0, 200), kind: isKind(kind) ? kind : ('' as const), about: readAbout(query.value) };
  const narrowed = Boolean(filters.q.trim() || filters.kind || filters.about);
  const list = useNotes(filters);
  const subject = useSubject(filters.about);
  useEffect(() => {
    lastList.value = `/notes${location.search}`;
  }, [query.value]);
  const about = (to: About | null) => setQuery({ ...NO_ABOUT, ...(to && toIds(to)) });
  const fresh = filters.about ? `/notes/new?${filters.about.kind}_id=${filters.about.id}` : '/notes/new';

  return (
    <Page
      title="Notes"
      lead="What you read, what they said, what you made of it."
      narrow
      actions={
        <>
          <Menu label="More about notes" items={[{ label: 'Bin', icon: 'trash-2', href: '/notes/bin' }]} />
          <LinkButton icon="notebook-pen" href={fresh}>
            Long note
          </LinkButton>
        </>
      }
    >
      <QuickNote about={filters.about ? subject.data : undefined} />
      {(narrowed || Boolean(list.items?.length)) && (
        <div class="filters notes-filter" role="search" aria-label="Notes">
          <TextInput label="Find a note" hideLabel type="search" icon="search" placeholder="Find a note" value={filters.q} onChange={q => setQuery({ q })} />
          <Select label="Kind" hideLabel value={filters.kind} onChange={value => setQuery({ kind: value })} options={[{ value: '', label: 'Every kind' }, ...KIND_OPTIONS]} />
          <Combobox label="About" hideLabel placeholder="About anything" value={(filters.about && subject.data) ?? null} find={findSubjects} onChange={choice => about(ofChoice(choice))} />
        </div>
      )}
      <Loaded of={list} lines={6} label="Loading notes">
        {items =>
          !items.length ? (
            narrowed ? (
              <EmptyState drawing="pages" title="No such note" actions={<Button onClick={() => setQuery({ ...NO_ABOUT, q: null, kind: null })}>Show all notes</Button>}>
                Nothing you wrote fits. Fewer words may find more.
              </EmptyState>
            ) : (
              <EmptyState drawing="pages" title="Nothing written yet">
                Before a talk: what you found out. After it: their words while you still hear them.
              </EmptyState>
            )
          ) : (
            <ul class="lines">
              {items.map(one => (
                <li key={one.id}>
                  <Row one={one} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {list.more && <Button onClick={list.fetchMore}>Show more</Button>}
    </Page>
  );
}

function Row({ one }: { one: NoteBrief }) {
  const title = one.title || `A note about ${one.about.title}`;
  return (
    <div class="line-row top">
      <div class="line-text">
        <h2 class="t-l">
          <a class="line-link" href={`/notes/${one.id}`}>
            {title}
          </a>
        </h2>
        <p class="muted clamp">{afterTitle(one)}</p>
        <p class="line-more row mt-2">
          <Badge tone={one.kind === 'debrief' ? 'pine' : one.kind === 'research' ? 'sky' : one.kind === 'live' ? 'clay' : 'plain'}>{KINDS[one.kind]}</Badge>
          <span>
            <Icon name={SUBJECTS[one.about.kind].icon} /> <a href={`${SUBJECTS[one.about.kind].path}/${one.about.id}`}>{one.about.title}</a>
          </span>
          {one.attachments.length > 0 && (
            <span>
              <Icon name="paperclip" /> {one.attachments.length}
              <span class="visually-hidden"> files</span>
            </span>
          )}
          <span>{sayAgo(one.updated_at)}</span>
        </p>
      </div>
      <Menu
        label={`Edit or delete: ${title}`}
        icon="ellipsis-vertical"
        size="s"
        items={[
          { label: 'Edit', icon: 'pencil', href: `/notes/${one.id}?edit=1` },
          { label: 'Delete', icon: 'trash-2', danger: true, line: true, run: () => void removeNote(one) },
        ]}
      />
    </div>
  );
}
