import './contacts.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api, ok } from '../core/api.ts';
import { useLater } from '../core/later.ts';
import { usePages } from '../core/pages.ts';
import { navigate, query, setQuery } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Button } from '../core/ui/Button.tsx';
import { TextInput } from '../core/ui/inputs.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Page, Skeleton } from '../core/ui/surfaces.tsx';
import type { Column } from '../core/ui/table.tsx';
import { VirtualTable } from '../core/ui/VirtualTable.tsx';
import { lastList } from './api.ts';
import type { Organization } from './contact.ts';

const COLUMNS: Column<Organization>[] = [
  {
    id: 'name',
    head: 'Name',
    sort: 'name',
    width: 'minmax(12rem, 2fr)',
    cell: one => (
      <span class="two-lines">
        <span>{one.name}</span>
        {one.industry && <small>{one.industry}</small>}
      </span>
    ),
  },
  { id: 'place', head: 'Where', width: 'minmax(0, 1fr)', wide: true, cell: one => <span class="cut muted">{one.place}</span> },
  { id: 'people', head: 'People', width: '5rem', align: 'end', cell: one => one.contact_count },
];

type Sort = '-updated_at' | 'name' | '-name';
const sortOf = (text: string | null): Sort => (text === '-name' || text === '-updated_at' ? text : 'name');

/** Where the people one knows work. */
export default function OrganizationsPage() {
  const q = query.value.get('q') ?? '';
  const sort = sortOf(query.value.get('sort'));
  const text = useSignal(q);
  const adding = useSignal(false);
  const OrganizationDrawer = useLater(() => import('./OrganizationDrawer.tsx'), adding.value);
  const list = usePages<Organization>(
    ['organizations', { q, sort }],
    (cursor, abort) => ok(api.GET('/api/v1/organizations', { params: { query: { limit: 100, cursor, sort, ...(q && { q }) } }, signal: abort })),
    { keep: true },
  );
  useEffect(() => {
    if (text.value === q) return undefined;
    const timer = setTimeout(() => setQuery({ q: text.peek() }), 180);
    return () => clearTimeout(timer);
  }, [text.value]);
  const add = () => {
    adding.value = true;
  };
  useShortcuts([{ keys: 'n', label: 'Add an organization', run: add }]);
  const rows = list.items ?? [];
  return (
    <Page
      title="Organizations"
      crumb={{ label: 'People', href: lastList.value }}
      lead="Where the people you could ask work."
      actions={
        <Button kind="primary" icon="plus" onClick={add}>
          Add organization
        </Button>
      }
    >
      {(q || rows.length > 0) && (
        <div class="row wide-first">
          <TextInput label="Find organizations" hideLabel type="search" icon="search" placeholder="Find organizations" value={text.value} onChange={now => (text.value = now)} />
        </div>
      )}
      {list.loading ? (
        <Skeleton lines={6} label="Fetching the organizations" />
      ) : list.error && !list.items ? (
        <ErrorState error={list.error} onRetry={list.reload} />
      ) : rows.length ? (
        <div class="mt-4">
          <VirtualTable
            caption="Organizations"
            columns={COLUMNS}
            rows={rows}
            rowKey={one => one.id}
            rowLabel={one => one.name}
            rowHref={one => `/organizations/${one.id}`}
            rowHeight={60}
            sort={sort}
            onSort={by => setQuery({ sort: by })}
            onEnd={list.fetchMore}
            total={list.more ? undefined : rows.length}
          />
        </div>
      ) : q ? (
        <EmptyState drawing="path" title="None by that name" actions={<Button onClick={() => (text.value = '')}>Show all</Button>}>
          No organization goes with “{q}”.
        </EmptyState>
      ) : (
        <EmptyState drawing="door" title="No organizations yet" actions={<Button onClick={add}>Add one</Button>}>
          They come with the people you add or import. Add one yourself when you know where you want to ask but not yet whom.
        </EmptyState>
      )}
      {OrganizationDrawer && <OrganizationDrawer onSaved={one => navigate(`/organizations/${one.id}`)} onClose={() => (adding.value = false)} />}
    </Page>
  );
}
