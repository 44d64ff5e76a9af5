import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useLater } from '../core/later.ts';
import { useForm } from '../core/form.ts';
import { rendered } from '../core/rendered.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Button } from '../core/ui/Button.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import type { MenuItem } from '../core/ui/Menu.tsx';
import { SortableList, moved } from '../core/ui/SortableList.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Card, Skeleton } from '../core/ui/surfaces.tsx';
import { CLOSING, addClosing, addItem, arrange, changeItem, removeItem, useAgenda, type Item } from './agenda.ts';
import { AgendaRow, type Mode } from './AgendaRow.tsx';
import { QuestionField } from './QuestionField.tsx';
import { TimeBar } from './TimeBar.tsx';
import type { Talk } from './next.ts';
import { hasBegun } from './talk.ts';

function AddForm({ talk, came }: { talk: Talk; came: boolean }) {
  const form = useForm({
    initial: { text: '' },
    draft: `agenda.${talk.id}`,
    check: ({ text }) => ({ text: text.trim() ? '' : 'Type a question first.' }),
    submit: ({ text }) => addItem(talk.id, { text: text.trim(), ...(came && { unplanned: true }) }),
    done: () => form.reset({ text: '' }),
  });
  return (
    <form
      class="add-line interviews-add"
      noValidate
      onSubmit={event => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <QuestionField
        {...form.field('text')}
        error={form.errors.text ?? form.problem}
        label={came ? 'A question that came up' : 'A question of your own'}
        placeholder="What does an ordinary Tuesday look like for you?"
        onEnter={() => void form.submit()}
      />
      <Button type="submit" busy={form.busy}>
        Add
      </Button>
    </form>
  );
}

/** The questions to take along, in the order in which to ask them. */
export default function AgendaCard({ talk, now }: { talk: Talk; now: number }) {
  const agenda = useAgenda(talk.id);
  const choosing = useSignal(false);
  const open = useSignal<{ id: string; mode: Mode } | null>(null);
  const card = useRef<HTMLDivElement>(null);
  const Bank = useLater(() => import('./BankDrawer.tsx'), choosing.value);
  const begun = hasBegun(talk, now);
  useShortcuts([
    { keys: 'a', label: 'Write a question', run: () => card.current?.querySelector<HTMLElement>('.interviews-add textarea')?.focus() },
    { keys: 'b', label: 'Choose from the question bank', run: () => (choosing.value = true) },
  ]);
  const items = agenda.data?.items ?? [];
  /** Go on at the row that one was at, or where the next question is written. */
  const stayAt = (place: number) =>
    rendered(() => (card.current?.querySelectorAll<HTMLElement>('.handle')[place] ?? card.current?.querySelector<HTMLElement>('.interviews-add textarea'))?.focus());
  const show = (item: Item, mode: Mode) => {
    open.value = mode === 'read' ? null : { id: item.id, mode };
    if (mode === 'read') stayAt(items.findIndex(one => one.id === item.id));
  };
  const actions = (item: Item): MenuItem[] => [
    { label: 'Reword', icon: 'pencil', run: () => show(item, 'edit') },
    { label: item.answer ? 'Edit the answer' : 'Write the answer', icon: 'notebook-pen', run: () => show(item, 'answer') },
    item.state === 'skipped'
      ? { label: 'Put it back', icon: 'undo-2', run: () => void changeItem(item, { state: 'open' }) }
      : { label: 'Skip it', icon: 'arrow-right', run: () => void changeItem(item, { state: 'skipped' }, 'The question is skipped') },
    {
      label: 'Take it off the list',
      icon: 'trash-2',
      danger: true,
      run: () => {
        void removeItem(item);
        stayAt(items.indexOf(item));
      },
    },
  ];
  const bank = (
    <Button size="s" icon="book-open" onClick={() => (choosing.value = true)}>
      From the bank
    </Button>
  );
  return (
    <div ref={card}>
      <Card title={begun ? 'Questions and answers' : 'Your questions'} actions={items.length > 0 && bank}>
        {agenda.loading && <Skeleton lines={5} label="Loading your questions" />}
        {agenda.error && !agenda.data && <ErrorState error={agenda.error} onRetry={agenda.reload} />}
        {agenda.data && (
          <div class="stack">
            {items.length > 0 ? (
              <>
                {talk.state !== 'held' && <TimeBar summary={agenda.data.summary} />}
                <SortableList
                  label="Questions, in the order to ask them"
                  items={items}
                  itemKey={item => item.id}
                  itemLabel={item => item.text}
                  onMove={(from, to) => void arrange(talk.id, moved(items, from, to))}
                  actions={actions}
                  render={item => (
                    <AgendaRow
                      item={item}
                      begun={begun}
                      over={talk.state === 'held'}
                      mode={open.value?.id === item.id ? open.value.mode : 'read'}
                      onMode={mode => show(item, mode)}
                    />
                  )}
                />
                {!agenda.data.summary.closing_present && talk.state !== 'held' && (
                  <div class="row gap-2 dashed">
                    <Icon name="users" />
                    <p class="line-text muted">Nothing asks whom to meet next. It is how one talk becomes three.</p>
                    <Button size="s" icon="plus" onClick={() => void addClosing(talk.id)}>
                      Add “{CLOSING}”
                    </Button>
                  </div>
                )}
              </>
            ) : (
              <div class="row gap-2 dashed">
                <p class="line-text muted">
                  {begun
                    ? 'No questions were planned. Write down what came up, and what you heard.'
                    : `Five to eight good questions fill ${talk.minutes} minutes. Choose some from the bank, then add what only this person can tell you.`}
                </p>
                {bank}
              </div>
            )}
            <AddForm talk={talk} came={talk.state === 'held'} />
          </div>
        )}
      </Card>
      {Bank && <Bank talk={talk} taken={items} onClose={() => (choosing.value = false)} />}
    </div>
  );
}
