import { useEffect, useRef } from 'preact/hooks';
import type { Pages } from '../core/pages.ts';
import { sayAgo, sayDate, sayDateTime } from '../core/time.ts';
import type { Column } from '../core/ui/table.tsx';
import { VirtualTable } from '../core/ui/VirtualTable.tsx';
import { Avatar, Badge } from '../core/ui/surfaces.tsx';
import { ContactCard } from './ContactCard.tsx';
import { ContactStage } from './ContactStage.tsx';
import { LEVELS, type Contact } from './contact.ts';

const ROW = 60; // px: a name and what they do, below each other

const nothing = (
  <span class="muted" aria-hidden="true">
    –
  </span>
);

const NAME: Column<Contact> = {
  id: 'name',
  head: 'Name',
  sort: 'name',
  width: 'minmax(12rem, 2fr)',
  cell: one => (
    <>
      <Avatar name={one.full_name} size="s" />
      <span class="two-lines">
        <span>{one.full_name}</span>
        {one.headline && <small>{one.headline}</small>}
      </span>
      {one.do_not_contact && <Badge tone="red">Do not contact</Badge>}
    </>
  ),
};
const ORGANIZATION: Column<Contact> = { id: 'organization', head: 'Organization', width: 'minmax(0, 1.6fr)', cell: one => <span class="cut">{one.organization_name ?? nothing}</span> };
const STAGE: Column<Contact> = { id: 'stage', head: 'Stage', width: '7.5rem', cell: one => <ContactStage stage={one.stage} /> };
const LEVEL: Column<Contact> = { id: 'level', head: 'Level', width: '7rem', cell: one => (one.level ? LEVELS[one.level] : nothing) };
const TOUCH: Column<Contact> = {
  id: 'touch',
  head: 'In touch',
  sort: 'last_touch_at',
  width: '7.5rem',
  cell: one => (one.last_touch_at ? <span title={sayDateTime(one.last_touch_at)}>{sayAgo(one.last_touch_at)}</span> : nothing),
};
const NEXT: Column<Contact> = {
  id: 'next',
  head: 'Next talk',
  width: '6rem',
  cell: one => (one.next_talk_at ? <strong title={sayDateTime(one.next_talk_at)}>{sayDate(one.next_talk_at)}</strong> : nothing),
};
const TAGS: Column<Contact> = {
  id: 'tags',
  head: 'Tags',
  width: 'minmax(0, 0.9fr)',
  cell: one =>
    one.tags.length ? (
      <span class="cut" title={one.tags.join(', ')}>
        {one.tags.join(', ')}
      </span>
    ) : (
      nothing
    ),
};

/** What there is room for, the frame of the app beside it. */
export const ALL_COLUMNS = [NAME, ORGANIZATION, STAGE, LEVEL, TOUCH, NEXT, TAGS];
export const SOME_COLUMNS = [NAME, ORGANIZATION, STAGE, TOUCH];

interface Props {
  list: Pages<Contact>;
  rows: Contact[];
  total: number | undefined;
  sort: string;
  onSort: (sort: string) => void;
  selected: ReadonlySet<string>;
  onSelect: (selected: Set<string>) => void;
}

export function ContactsTable({ list, rows, columns, ...rest }: Props & { columns: readonly Column<Contact>[] }) {
  return (
    <div class="mt-4 contacts-table">
      <VirtualTable
        caption="People"
        rows={rows}
        columns={columns}
        rowKey={one => one.id}
        rowLabel={one => one.full_name}
        rowHref={one => `/contacts/${one.id}`}
        rowHeight={ROW}
        onEnd={list.fetchMore}
        {...rest}
      />
    </div>
  );
}

/** The same list on a phone. What is far from view costs no layout, and more comes before its end is seen. */
export function ContactsCards({ list, rows, selected, onSelect, marking }: Omit<Props, 'total' | 'sort' | 'onSort'> & { marking: boolean }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = end.current;
    if (!element) return undefined;
    const watch = new IntersectionObserver(seen => seen.some(one => one.isIntersecting) && list.fetchMore(), { rootMargin: '600px' });
    watch.observe(element);
    return () => watch.disconnect();
  }, [rows.length, list.more]);
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  return (
    <>
      <ul class="stack gap-2 contacts-cards" aria-label="People">
        {rows.map(one => (
          <li key={one.id}>
            <ContactCard one={one} marked={selected.has(one.id)} onMark={marking ? () => toggle(one.id) : undefined} />
          </li>
        ))}
      </ul>
      {list.more && (
        <div ref={end} class="muted" role="status">
          Fetching more…
        </div>
      )}
    </>
  );
}
