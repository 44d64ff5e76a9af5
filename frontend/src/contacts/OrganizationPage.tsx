import './contacts.css';
import { useSignal } from '@preact/signals';
import type { PageProps } from '../core/feature.ts';
import { useLater } from '../core/later.ts';
import { navigate } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button } from '../core/ui/Button.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Card, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { useContacts, useOrganization } from './api.ts';
import { ContactCard } from './ContactCard.tsx';
import { sayHref, webHref, type Organization } from './contact.ts';
import { readFilters } from './filters.ts';
import { Notes } from './Notes.tsx';
import { bringOrganizationBack, removeOrganization } from './organizations.ts';

const CRUMB = { label: 'Organizations', href: '/organizations' };

/** An organization: what one knows about it, and whom one knows there. */
export default function OrganizationPage({ params }: PageProps) {
  const found = useOrganization(params['id'] ?? '');
  if (found.loading) return <Skeleton page lines={6} label="Fetching this organization" />;
  if (!found.data) return <ErrorState page error={found.error} onRetry={found.reload} back={CRUMB} />;
  return <Shown one={found.data} />;
}

function Shown({ one }: { one: Organization }) {
  const editing = useSignal(false);
  const OrganizationDrawer = useLater(() => import('./OrganizationDrawer.tsx'), editing.value);
  const edit = () => {
    editing.value = true;
  };
  useShortcuts([{ keys: 'e', label: 'Edit this organization', run: edit }]);
  const remove = async () => {
    if (await removeOrganization(one)) navigate(CRUMB.href);
  };
  const site = one.website ? webHref(one.website) : null;
  return (
    <Page
      title={one.name}
      crumb={CRUMB}
      lead={[one.industry, one.place].filter(Boolean).join(', ')}
      actions={
        !one.deleted_at && (
          <>
            <Menu label="More about this organization" items={[{ label: 'Delete', icon: 'trash-2', danger: true, run: () => void remove() }]} />
            <Button icon="pencil" onClick={edit}>
              Edit
            </Button>
          </>
        )
      }
    >
      {one.deleted_at && (
        <div class="row gap-2 mb-5">
          <Banner kind="warning" title="This organization is in the bin" actions={<Button onClick={() => void bringOrganizationBack(one)}>Restore</Button>} />
        </div>
      )}
      <div class="beside">
        <People one={one} />
        <div class="stack">
          <Card title="About it">
            <div class="stack">
              {site && (
                <p>
                  <a href={site} target="_blank" rel="noopener noreferrer">
                    {sayHref(site)}
                  </a>
                </p>
              )}
              {one.website && !site && <p>{one.website}</p>}
              {one.about ? <p class="words">{one.about}</p> : <p class="muted">What did you read or hear about it? A line here saves a question that a search would answer.</p>}
            </div>
          </Card>
          <Notes about={{ organization_id: one.id }} placeholder={`What did you learn about ${one.name}?`} />
        </div>
      </div>
      {OrganizationDrawer && <OrganizationDrawer one={one} onClose={() => (editing.value = false)} />}
    </Page>
  );
}

function People({ one }: { one: Organization }) {
  const list = useContacts({ ...readFilters(new URLSearchParams({ sort: 'name' })), organization: one.id });
  return (
    <section class="stack" aria-labelledby="people-there">
      <h2 id="people-there">People you know there</h2>
      {list.loading ? (
        <Skeleton lines={4} label="Fetching the people" />
      ) : list.error && !list.items ? (
        <ErrorState error={list.error} onRetry={list.reload} />
      ) : list.items?.length ? (
        <ul class="stack gap-2 contacts-cards">
          {list.items.map(person => (
            <li key={person.id}>
              <ContactCard one={person} hideOrganization />
            </li>
          ))}
        </ul>
      ) : (
        <p class="muted">
          Nobody yet. Who could introduce you to somebody at {one.name}? <a href="/contacts?add=1">Add a person</a> when you have a name.
        </p>
      )}
      {list.more && (
        <Button kind="quiet" onClick={list.fetchMore}>
          Show more
        </Button>
      )}
    </section>
  );
}
