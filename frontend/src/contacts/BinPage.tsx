import './contacts.css';
import { api, ok } from '../core/api.ts';
import { usePages, type Pages } from '../core/pages.ts';
import { query, setQuery } from '../core/router.ts';
import { sayAgo } from '../core/time.ts';
import { Button } from '../core/ui/Button.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Page, Skeleton } from '../core/ui/surfaces.tsx';
import { Tabs } from '../core/ui/Tabs.tsx';
import { bringBack, lastList } from './api.ts';
import { standing, type Contact, type Organization } from './contact.ts';
import { bringOrganizationBack } from './organizations.ts';

interface Row {
  id: string;
  title: string;
  hint: string | null;
  deleted_at: string | null;
  restore: () => void;
}

/** What was deleted in the last thirty days, and the way back. */
export default function BinPage() {
  const organizations = query.value.get('of') === 'organizations';
  return (
    <Page title="Bin" crumb={{ label: 'People', href: lastList.value }} lead="What you delete stays here for 30 days." narrow>
      <Tabs
        label="What is in the bin"
        tabs={[
          { id: 'people', label: 'People' },
          { id: 'organizations', label: 'Organizations' },
        ]}
        value={organizations ? 'organizations' : 'people'}
        onChange={of => setQuery({ of: of === 'people' ? null : of })}
      >
        {organizations ? <Organizations /> : <People />}
      </Tabs>
    </Page>
  );
}

function People() {
  const list = usePages<Contact>(['contacts', 'bin'], (cursor, abort) => ok(api.GET('/api/v1/contacts', { params: { query: { deleted: true, limit: 100, cursor } }, signal: abort })));
  return <Binned list={list} row={one => ({ id: one.id, title: one.full_name, hint: standing(one), deleted_at: one.deleted_at, restore: () => void bringBack(one) })} />;
}

function Organizations() {
  const list = usePages<Organization>(['organizations', 'bin'], (cursor, abort) => ok(api.GET('/api/v1/organizations', { params: { query: { deleted: true, limit: 100, cursor } }, signal: abort })));
  return <Binned list={list} row={one => ({ id: one.id, title: one.name, hint: one.place, deleted_at: one.deleted_at, restore: () => void bringOrganizationBack(one) })} />;
}

function Binned<T>({ list, row }: { list: Pages<T>; row: (one: T) => Row }) {
  if (list.loading) return <Skeleton lines={5} label="Looking into the bin" />;
  if (list.error && !list.items) return <ErrorState error={list.error} onRetry={list.reload} />;
  if (!list.items?.length) return <EmptyState title="The bin is empty">What you delete can be taken back from here.</EmptyState>;
  return (
    <>
      <ul class="lines">
        {list.items.map(row).map(one => (
          <li key={one.id} class="row">
            <span class="two-lines">
              <span>{one.title}</span>
              <small>{[one.hint, one.deleted_at && `deleted ${sayAgo(one.deleted_at)}`].filter(Boolean).join(' · ')}</small>
            </span>
            <Button size="s" icon="undo-2" aria-label={`Restore ${one.title}`} onClick={one.restore}>
              Restore
            </Button>
          </li>
        ))}
      </ul>
      {list.more && <Button onClick={list.fetchMore}>Show more</Button>}
    </>
  );
}
