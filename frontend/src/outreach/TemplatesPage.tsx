import { useSignal } from '@preact/signals';
import { useLater } from '../core/later.ts';
import { query, setQuery } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Button } from '../core/ui/Button.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Card, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { act } from '../core/act.ts';
import { removeTemplate, takeStarter, useTemplates } from './api.ts';
import { CHANNELS, PURPOSES, optionsOf, type Template } from './letter.ts';

/** The letters to begin from, by what they are for. */
export default function TemplatesPage() {
  const list = useTemplates(null);
  const editing = useSignal<Template | null>(null);
  const adding = query.value.has('add');
  const Drawer = useLater(() => import('./TemplateDrawer.tsx'), adding || editing.value !== null);
  const add = () => setQuery({ add: '1' });
  const starter = async () => {
    const taken = await act({ send: () => takeStarter(null), refresh: [['templates']] });
    if (taken) toast(taken.added ? `${taken.added} letters are new here` : 'You have had them all. Those you threw away are in the bin.');
  };
  useShortcuts([{ keys: 'n', label: 'Write a template', run: add }]);
  const items = list.data?.items;
  return (
    <Page
      title="Templates"
      lead="Letters to begin from. What stands in braces is filled in for each person; the rest is yours to change."
      crumb={{ label: 'Settings', href: '/settings' }}
      narrow
      actions={
        <>
          <Menu label="More about templates" items={[{ label: 'Starter letters', icon: 'book-open', run: () => void starter() }, { label: 'Bin', icon: 'trash-2', href: '/templates/bin' }]} />
          <Button kind="primary" icon="plus" onClick={add}>
            Write a template
          </Button>
        </>
      }
    >
      {list.error && !items ? (
        <ErrorState error={list.error} onRetry={list.reload} />
      ) : !items ? (
        <Skeleton lines={8} label="Loading your templates" />
      ) : !items.length ? (
        <EmptyState drawing="pages" title="No templates" actions={<Button onClick={add}>Write one</Button>}>
          Write one of your own, or bring the starter letters back from the bin.
        </EmptyState>
      ) : (
        <div class="stack">
          {optionsOf(PURPOSES).map(({ value, label }) => {
            const own = items.filter(one => one.purpose === value);
            return (
              own.length > 0 && (
                <Card key={value} title={label}>
                  <ul class="lines">
                    {own.map(one => (
                      <li key={one.id} class="line-row">
                        <div class="line-text">
                          <button type="button" class="link" onClick={() => (editing.value = one)}>
                            {one.name}
                          </button>
                          <p class="line-more">{CHANNELS[one.channel]}</p>
                        </div>
                        <Menu
                          label={`Edit or delete: ${one.name}`}
                          icon="ellipsis-vertical"
                          size="s"
                          items={[
                            { label: 'Edit', icon: 'pencil', run: () => (editing.value = one) },
                            { label: 'Write with it', icon: 'mail', href: `/outreach/write?purpose=${one.purpose}&template=${one.id}` },
                            { label: 'Delete', icon: 'trash-2', danger: true, line: true, run: () => void removeTemplate(one) },
                          ]}
                        />
                      </li>
                    ))}
                  </ul>
                </Card>
              )
            );
          })}
        </div>
      )}
      {Drawer && (
        <Drawer
          key={editing.value?.id ?? 'new'}
          {...(editing.value && { one: editing.value })}
          onClose={() => {
            editing.value = null;
            if (adding) setQuery({ add: null });
          }}
        />
      )}
    </Page>
  );
}
