import './contacts.css';
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useLater } from '../core/later.ts';
import type { Pages } from '../core/pages.ts';
import { navigate, query, setQuery } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { RadioGroup, TextInput } from '../core/ui/inputs.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Page, Skeleton } from '../core/ui/surfaces.tsx';
import { lastList, useContacts, useCounts } from './api.ts';
import { ActiveFilters, StageChips, type Counts } from './chips.tsx';
import type { Contact } from './contact.ts';
import { ALL_COLUMNS, ContactsCards, ContactsTable, SOME_COLUMNS } from './ContactsTable.tsx';
import { NONE, filtered, narrowing, readFilters, type Filters } from './filters.ts';
import { useMedia } from './media.ts';

const MORE = [
  { label: 'Import from a file', icon: 'upload', href: '/import' },
  { label: 'Download as a file', icon: 'download', href: '/settings/connections/data' },
  { label: 'Who led to whom', icon: 'users', href: '/introductions' },
  { label: 'People listed twice', icon: 'merge', href: '/contacts/duplicates' },
  { label: 'Organizations', icon: 'building-2', href: '/organizations' },
  { label: 'Bin', icon: 'trash-2', href: '/contacts/bin', line: true },
] as const;

/** Everyone one could ask, as a table, as cards on a phone, or by stage. Filters live in the address. */
export default function ContactsPage() {
  const filters = readFilters(query.value);
  const board = query.value.get('view') === 'board';
  const adding = query.value.get('add') !== null;
  const narrowed = useSignal(false);
  const counts = useCounts();
  const QuickAdd = useLater(() => import('./QuickAdd.tsx'), adding);
  const FilterDrawer = useLater(() => import('./FilterDrawer.tsx'), narrowed.value);
  const Board = useLater(() => import('./ContactsBoard.tsx'), board);

  useEffect(() => {
    lastList.value = `/contacts${location.search}`.replace(/([?&])add=[^&]*&?/, '$1').replace(/[?&]$/, '');
  });
  useShortcuts([
    { keys: 'n', label: 'Add a person', run: () => setQuery({ add: '1' }) },
    { keys: 'f', label: 'Filter people', run: () => (narrowed.value = true) },
    { keys: 'i', label: 'Import people from a file', run: () => navigate('/import') },
    { keys: 'd', label: 'Find people who are listed twice', run: () => navigate('/contacts/duplicates') },
  ]);

  const total = counts.data?.total;
  const nobody = total === 0 && !filtered(filters);
  const on = narrowing(filters).length;
  return (
    <Page
      title="People"
      class="contacts"
      lead={total ? `${total.toLocaleString()} ${total === 1 ? 'person' : 'people'} you could ask.` : 'Everyone you could ask.'}
      actions={
        <>
          <Menu label="More about people" items={MORE.map(item => (item.icon === 'download' ? { ...item, href: item.href + location.search } : item))} />
          <Button kind="primary" icon="user-plus" onClick={() => setQuery({ add: '1' })}>
            Add person
          </Button>
        </>
      }
    >
      {nobody ? (
        <Nobody />
      ) : (
        <>
          <div class="row wide-first">
            <Search q={filters.q} />
            <Button icon="filter" onClick={() => (narrowed.value = true)}>
              {on ? `Filters (${on})` : 'Filters'}
            </Button>
            <RadioGroup
              label="Show as"
              hideLabel
              look="segments"
              value={board ? 'board' : 'list'}
              options={[
                { value: 'list', label: 'List' },
                { value: 'board', label: 'Board' },
              ]}
              onChange={view => setQuery({ view: view === 'board' ? view : null })}
            />
          </div>
          {board ? (
            <>
              <ActiveFilters filters={filters} />
              {Board && <Board filters={filters} totals={!filtered({ ...filters, stage: '' }) && counts.data ? new Map(counts.data.stage.map(one => [one.value, one.count])) : null} />}
            </>
          ) : (
            <List filters={filters} counts={counts.data} />
          )}
        </>
      )}
      {QuickAdd && <QuickAdd onClose={() => setQuery({ add: null })} />}
      {FilterDrawer && <FilterDrawer filters={filters} counts={counts.data} onClose={() => (narrowed.value = false)} />}
    </Page>
  );
}

function Nobody() {
  return (
    <EmptyState
      drawing="people"
      title="Whom could you ask?"
      actions={
        <>
          <LinkButton kind="plain" icon="upload" href="/import">
            Import your contacts
          </LinkButton>
          <Button icon="user-plus" onClick={() => setQuery({ add: '1' })}>
            Add somebody
          </Button>
        </>
      }
    >
      Family and friends, people you worked with, alumni, somebody whose talk you liked. Start with the person you find easiest to ask, or bring in the contacts you already have.
    </EmptyState>
  );
}

/** Typing settles before it becomes the address: the list is asked once for a word, not once for each letter. */
function Search({ q }: { q: string }) {
  const text = useSignal(q);
  const sent = useRef(q);
  useEffect(() => {
    if (q !== sent.current) text.value = sent.current = q;
  }, [q]);
  useSignalEffect(() => {
    const now = text.value;
    if (now === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = now;
      setQuery({ q: now });
    }, 180);
    return () => clearTimeout(timer);
  });
  return <TextInput label="Find people by name, work, place or your notes about them" hideLabel type="search" icon="search" placeholder="Find people" value={text.value} onChange={now => (text.value = now)} />;
}

/** Above the list are the stages; while somebody is marked, what can be done with them stands in the same place. */
function List({ filters, counts }: { filters: Filters; counts: Counts | undefined }) {
  const list = useContacts(filters);
  const selected = useSignal<ReadonlySet<string>>(new Set());
  const BulkBar = useLater(() => import('./BulkBar.tsx'), selected.value.size > 0);
  const select = (ids: Set<string>) => {
    selected.value = ids;
  };
  const view = JSON.stringify({ ...filters, sort: '' });
  useEffect(() => select(new Set()), [view]);

  const rows = list.items ?? [];
  const chosen = BulkBar ? rows.filter(one => selected.value.has(one.id)) : [];
  return (
    <>
      {BulkBar && chosen.length > 0 ? <BulkBar people={chosen} filters={filters} list={list} onSelect={select} /> : <StageChips filters={filters} counts={counts} />}
      <ActiveFilters filters={filters} />
      {list.loading ? (
        <Skeleton lines={9} label="Fetching your people" />
      ) : list.error && !list.items ? (
        <ErrorState error={list.error} onRetry={list.reload} />
      ) : rows.length ? (
        <Rows filters={filters} list={list} rows={rows} selected={selected.value} onSelect={select} />
      ) : (
        <EmptyState drawing="path" title="Nobody fits" actions={<Button onClick={() => setQuery(NONE)}>Show everyone</Button>}>
          {filters.q ? `Nobody on your list goes with “${filters.q}” and the filters you chose.` : 'Nobody on your list fits the filters you chose.'}
        </EmptyState>
      )}
    </>
  );
}

interface RowsProps {
  filters: Filters;
  list: Pages<Contact>;
  rows: Contact[];
  selected: ReadonlySet<string>;
  onSelect: (ids: Set<string>) => void;
}

function Rows({ filters, ...rest }: RowsProps) {
  const marking = useSignal(false);
  const phone = useMedia('(width < 52rem)');
  const roomy = useMedia('(width >= 78rem)');
  return (
    <>
      {phone ? (
        <>
          <div class="contacts-marking">
            <button
              type="button"
              class="link"
              onClick={() => {
                marking.value = !marking.value;
                rest.onSelect(new Set());
              }}
            >
              {marking.value ? 'Stop selecting' : 'Select several'}
            </button>
          </div>
          <ContactsCards marking={marking.value} {...rest} />
        </>
      ) : (
        <ContactsTable
          columns={roomy ? ALL_COLUMNS : SOME_COLUMNS}
          total={rest.list.more ? undefined : rest.rows.length}
          sort={filters.sort}
          onSort={sort => setQuery({ sort })}
          {...rest}
        />
      )}
      {rest.list.error && (
        <p class="row muted">
          <Icon name="wifi-off" /> What you see may be old.{' '}
          <Button size="s" onClick={rest.list.reload}>
            Try again
          </Button>
        </p>
      )}
    </>
  );
}
