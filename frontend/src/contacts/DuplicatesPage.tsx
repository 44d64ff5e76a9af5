import './contacts.css';
import { useSignal } from '@preact/signals';
import { api, ok, type Schema } from '../core/api.ts';
import { useLater } from '../core/later.ts';
import { usePages } from '../core/pages.ts';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Avatar, Badge, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { lastList } from './api.ts';

type Group = Schema<'Duplicate'>;

const REASON: Record<Group['reason'], string> = {
  email: 'Same email address',
  linkedin: 'Same LinkedIn profile',
  name_and_organization: 'Same name and organization',
};

/** Entries that look like one person. Nothing is merged without a look at both, and every merge can be undone. */
export default function DuplicatesPage() {
  const list = usePages<Group>(['contacts', 'duplicates'], (cursor, abort) => ok(api.GET('/api/v1/contacts/duplicates', { params: { query: { limit: 50, cursor } }, signal: abort })));
  const pair = useSignal<[string, string] | null>(null);
  const MergeDialog = useLater(() => import('./MergeDialog.tsx'), pair.value !== null);
  return (
    <Page title="Listed twice" crumb={{ label: 'People', href: lastList.value }} lead="Entries that look like one and the same person. Ask them once." narrow>
      {list.loading ? (
        <Skeleton lines={6} label="Comparing everyone with everyone" />
      ) : list.error && !list.items ? (
        <ErrorState error={list.error} onRetry={list.reload} />
      ) : list.items?.length ? (
        <ul class="stack">
          {list.items.map(group => (
            <li key={`${group.reason} ${group.contacts.map(one => one.id).join()}`} class="card stack">
              <ul class="stack gap-2">
                {group.contacts.map(one => (
                  <li key={one.id} class="row">
                    <Avatar name={one.full_name} size="s" />
                    <span class="two-lines">
                      <a href={`/contacts/${one.id}`}>{one.full_name}</a>
                      {one.headline && <small>{one.headline}</small>}
                    </span>
                  </li>
                ))}
              </ul>
              <div class="row between">
                <Badge tone="amber">{REASON[group.reason]}</Badge>
                <Button
                  icon="merge"
                  aria-label={`Compare and merge ${group.contacts[0]?.full_name}`}
                  onClick={() => {
                    const [first, second] = group.contacts;
                    if (first && second) pair.value = [first.id, second.id];
                  }}
                >
                  {group.contacts.length > 2 ? 'Compare the first two' : 'Compare'}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState drawing="people" title="Everyone is listed once" actions={<LinkButton href="/contacts">Back to people</LinkButton>}>
          Nobody shares an email address, a LinkedIn profile, or a name and an organization with somebody else. After an import it is worth another look.
        </EmptyState>
      )}
      {list.more && <Button onClick={list.fetchMore}>Show more</Button>}
      {MergeDialog && pair.value && <MergeDialog key={pair.value.join()} keep={pair.value[0]} gone={pair.value[1]} onDone={() => document.querySelector<HTMLElement>('#main h1')?.focus()} onClose={() => (pair.value = null)} />}
    </Page>
  );
}
