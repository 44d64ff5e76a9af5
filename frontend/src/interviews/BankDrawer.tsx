import { useSignal } from '@preact/signals';
import { api, ok } from '../core/api.ts';
import { act } from '../core/act.ts';
import { usePages } from '../core/pages.ts';
import { Button } from '../core/ui/Button.tsx';
import { Drawer } from '../core/ui/Dialog.tsx';
import { RadioGroup, Select, TextInput } from '../core/ui/inputs.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Skeleton } from '../core/ui/surfaces.tsx';
import { takeStarter, useCounts } from '../questions/api.ts';
import { CATEGORIES, type Category } from '../questions/question.ts';
import { addFromBank, type Item, type Priority, type Question } from './agenda.ts';
import type { Talk } from './next.ts';

const useBank = (q: string, category: Category | '') =>
  usePages<Question>(
    ['questions', 'bank', { q, category }],
    (cursor, abort) => ok(api.GET('/api/v1/questions', { params: { query: { limit: 50, cursor, sort: 'category', ...(q && { q }), ...(category && { category }) } }, signal: abort })),
    { keep: true },
  );

const takeAll = () => act({ send: () => takeStarter(null), said: ({ added }) => (added ? `${added} questions are in your bank` : 'You had taken them all before') });

interface BankProps {
  talk: Talk;
  /** what stands on the agenda already */
  taken: readonly Item[];
  onClose: () => void;
}

/** Choose several questions of the bank at once; the choice stays while one searches on. */
export default function BankDrawer({ talk, taken, onClose }: BankProps) {
  const q = useSignal('');
  const category = useSignal<Category | ''>('');
  const chosen = useSignal<readonly string[]>([]);
  const priority = useSignal<Priority>('must');
  const counts = useCounts();
  const list = useBank(q.value.trim(), category.value);
  const there = new Set(taken.map(item => item.question_id));
  const toggle = (id: string) => {
    chosen.value = chosen.value.includes(id) ? chosen.value.filter(one => one !== id) : [...chosen.value, id];
  };
  const add = async () => {
    const many = chosen.value.length;
    if (await act({ send: () => addFromBank(talk.id, chosen.value, priority.value), said: many === 1 ? 'The question is on the list' : `${many} questions are on the list` })) onClose();
  };
  const empty = counts.data?.total === 0;
  return (
    <Drawer title="From your question bank" onClose={onClose} closeOutside={!chosen.value.length}>
      {empty ? (
        <EmptyState
          drawing="pages"
          title="Your bank is empty"
          actions={
            <Button kind="primary" icon="sparkles" onClick={() => void takeAll()}>
              Take the starter set
            </Button>
          }
        >
          About a hundred questions that work in such talks, sorted by topic. They are yours to change.
        </EmptyState>
      ) : (
        <div class="stack">
          <TextInput label="Search questions" hideLabel type="search" icon="search" placeholder="Words of a question" value={q.value} onChange={text => (q.value = text)} autofocus />
          <Select<Category | ''>
            label="Topic"
            hideLabel
            value={category.value}
            onChange={value => (category.value = value)}
            options={[
              { value: '', label: 'Every topic' },
              ...(counts.data?.category ?? []).map(({ value, count }) => ({ value: value as Category, label: `${CATEGORIES[value as Category]} (${count})` })),
            ]}
          />
          {list.loading && <Skeleton lines={8} label="Loading questions" />}
          {list.error && !list.items && <ErrorState error={list.error} onRetry={list.reload} />}
          {list.items?.length === 0 && <p class="muted">No question has these words. You can write it as your own on the talk’s page.</p>}
          <ul class="lines" aria-label="Questions">
            {list.items?.map(question => (
              <li key={question.id}>
                <label class="radio-row">
                  <input type="checkbox" class="check" disabled={there.has(question.id)} checked={there.has(question.id) || chosen.value.includes(question.id)} onChange={() => toggle(question.id)} />
                  <span>
                    {question.text}
                    <small>
                      {CATEGORIES[question.category]}
                      {there.has(question.id) ? ' · on the list' : question.times_asked ? ` · asked in ${question.times_asked === 1 ? 'one talk' : `${question.times_asked} talks`}` : ''}
                    </small>
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {list.more && (
            <Button kind="quiet" onClick={list.fetchMore}>
              Show more
            </Button>
          )}
          <div class="row between dialog-end">
            <RadioGroup<Priority>
              label="How much they matter"
              hideLabel
              look="segments"
              value={priority.value}
              onChange={value => (priority.value = value)}
              options={[
                { value: 'must', label: 'Must ask' },
                { value: 'if_time', label: 'If there is time' },
              ]}
            />
            <Button kind="primary" disabled={!chosen.value.length} onClick={() => void add()}>
              {chosen.value.length ? `Add ${chosen.value.length}` : 'Choose some'}
            </Button>
          </div>
        </div>
      )}
    </Drawer>
  );
}
