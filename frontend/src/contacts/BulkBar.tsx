import { useSignal } from '@preact/signals';
import type { Pages } from '../core/pages.ts';
import { sayError } from '../core/problem.ts';
import { setData } from '../core/query.ts';
import { rendered } from '../core/rendered.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Button, IconButton } from '../core/ui/Button.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { Progress } from '../core/ui/surfaces.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { listKey, loadContacts } from './api.ts';
import { REMOVE, changeAll, progress, setField } from './bulk.ts';
import { LEVELS, SOURCES, keysOf, type Contact } from './contact.ts';
import type { Filters } from './filters.ts';
import { TagsDialog } from './TagsDialog.tsx';

interface Props {
  /** who is marked */
  people: Contact[];
  filters: Filters;
  list: Pages<Contact>;
  onSelect: (ids: Set<string>) => void;
}

const many = (count: number) => (count === 1 ? '1 person' : `${count.toLocaleString()} people`);

/** What can be done with everyone who is marked.. */
export default function BulkBar({ people, filters, list, onSelect }: Props) {
  const tagging = useSignal(false);
  const fetching = useSignal(0);
  const clear = () => {
    onSelect(new Set());
    // this bar goes away with the focus in it: go on at the list
    rendered(() => document.querySelector<HTMLElement>('.contacts-table .vtable, .contacts-marking button')?.focus());
  };
  useShortcuts([{ keys: 'esc', label: 'Forget the selection', run: clear }]);

  const said = (what: string) => `${many(people.length)}: ${what}`;
  const selectAll = async () => {
    try {
      let items: Contact[] = [];
      let cursor: string | undefined;
      do {
        fetching.value = Math.max(items.length, 1);
        const page = await loadContacts(filters, cursor);
        items = items.concat(page.items);
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      setData(listKey(filters), { items, next_cursor: null });
      onSelect(new Set(items.map(one => one.id)));
    } catch (error) {
      toast(sayError(error), { kind: 'problem', label: 'Try again', run: () => void selectAll() });
    } finally {
      fetching.value = 0;
    }
  };
  const now = progress.value;
  return (
    <div class="contacts-bulk" role="region" aria-label="With everyone selected">
      {now ? (
        <Progress label={`${now.done.toLocaleString()} of ${now.total.toLocaleString()} done`} value={now.done} max={now.total} />
      ) : (
        <>
          <p role="status">
            <strong>{people.length.toLocaleString()}</strong> selected{' '}
            {list.more && (
              <button type="button" class="link" disabled={fetching.value > 0} onClick={() => void selectAll()}>
                {fetching.value ? `Fetching… ${fetching.value.toLocaleString()}` : filters.q ? 'Select all found' : 'Select all'}
              </button>
            )}
          </p>
          <Menu
            label="Level"
            kind="plain"
            size="s"
            align="start"
            items={[
              ...keysOf(LEVELS).map(level => ({ label: LEVELS[level], run: () => void changeAll(people, setField({ level }), said(`level is “${LEVELS[level]}” now`)) })),
              { label: 'No level', line: true, run: () => void changeAll(people, setField({ level: null }), said('no level now')) },
            ]}
          />
          <Menu
            label="Source"
            kind="plain"
            size="s"
            align="start"
            items={[
              ...keysOf(SOURCES).map(source => ({ label: SOURCES[source], run: () => void changeAll(people, setField({ source }), said(`source is “${SOURCES[source]}” now`)) })),
              { label: 'No source', line: true, run: () => void changeAll(people, setField({ source: null }), said('no source now')) },
            ]}
          />
          <Button size="s" icon="tag" onClick={() => (tagging.value = true)}>
            Tags
          </Button>
          <Button
            size="s"
            icon="trash-2"
            onClick={() => {
              void changeAll(people, REMOVE, `${many(people.length)} ${people.length === 1 ? 'is' : 'are'} in the bin`);
              clear();
            }}
          >
            Delete
          </Button>
          <IconButton icon="x" label="Forget the selection" size="s" onClick={clear} />
        </>
      )}
      {tagging.value && <TagsDialog people={people} onClose={() => (tagging.value = false)} />}
    </div>
  );
}
