import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLater } from '../core/later.ts';
import { query, setQuery } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Button } from '../core/ui/Button.tsx';
import { Select, TextInput } from '../core/ui/inputs.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { EmptyState } from '../core/ui/states.tsx';
import { Page } from '../core/ui/surfaces.tsx';
import { lastList, removeQuestion, useCounts, useQuestions } from './api.ts';
import { byCategory, CATEGORIES, CATEGORY_NAMES, filtered, NONE, readFilters, sayAsked, type Counts, type Filters, type Question } from './question.ts';
import './questions.css';

export default function QuestionsPage() {
  const filters = readFilters(query.value);
  const list = useQuestions(filters);
  const counts = useCounts();
  const editing = useSignal<Question | null>(null);
  const adding = query.value.has('add');
  const starting = query.value.has('starter');
  const QuestionDrawer = useLater(() => import('./QuestionDrawer.tsx'), adding || editing.value !== null);
  const StarterDialog = useLater(() => import('./StarterDialog.tsx'), starting);
  const add = () => setQuery({ add: '1' });
  const start = () => setQuery({ starter: '1' });
  useShortcuts([{ keys: 'n', label: 'Write a question', run: add }]);
  useEffect(() => {
    if (!adding && !starting) lastList.value = `/questions${location.search}`;
  }, [query.value]);

  return (
    <Page
      title="Questions"
      lead="Open, short, one at a time: what no web page tells and only they can."
      actions={
        <>
          <Menu label="More about questions" items={[{ label: 'Starter set', icon: 'book-open', run: start }, { label: 'Bin', icon: 'trash-2', href: '/questions/bin' }]} />
          <Button kind="primary" icon="plus" onClick={add}>
            Write a question
          </Button>
        </>
      }
    >
      {counts.data?.total === 0 && !filtered(filters) ? (
        <EmptyState
          drawing="pages"
          title="No questions yet"
          actions={
            <Button icon="book-open" onClick={start}>
              Look at the starter set
            </Button>
          }
        >
          Begin with a set of about a hundred, in seventeen topics, and make them yours.
        </EmptyState>
      ) : (
        <div class="questions">
          <Topics counts={counts.data} filters={filters} />
          <div class="stack">
            <FilterBar filters={filters} tags={counts.data?.tag ?? []} counts={counts.data} />
            <Loaded of={list} lines={8} label="Loading questions">
              {items =>
                !items.length ? (
                  <EmptyState drawing="pages" title="Nothing fits" actions={<Button onClick={() => setQuery(NONE)}>Show all questions</Button>}>
                    No question of yours has these words and this topic.
                  </EmptyState>
                ) : (
                  byCategory(items).map(({ category, items }) => (
                    <section key={category} class="mt-2" aria-labelledby={`topic-${category}`}>
                      <h2 id={`topic-${category}`} class="warm t-l">{CATEGORIES[category]}</h2>
                      <ul class="lines">
                        {items.map(one => (
                          <li key={one.id}>
                            <Row one={one} edit={() => (editing.value = one)} />
                          </li>
                        ))}
                      </ul>
                    </section>
                  ))
                )
              }
            </Loaded>
            {list.more && <Button onClick={list.fetchMore}>Show more</Button>}
          </div>
        </div>
      )}
      {QuestionDrawer && (
        <QuestionDrawer
          key={editing.value?.id ?? 'new'}
          {...(editing.value && { one: editing.value })}
          category={filters.category}
          onClose={() => {
            editing.value = null;
            if (adding) setQuery({ add: null });
          }}
        />
      )}
      {StarterDialog && <StarterDialog onClose={() => setQuery({ starter: null })} />}
    </Page>
  );
}

function Row({ one, edit }: { one: Question; edit: () => void }) {
  const asked = sayAsked(one.times_asked);
  return (
    <div class="line-row">
      <div class="line-text">
        <a class="line-link questions-text" href={`/questions/${one.id}`}>
          {one.text}
        </a>
        {(asked || one.tags.length > 0) && <p class="line-more">{[asked, ...one.tags.map(tag => `#${tag}`)].filter(Boolean).join(' · ')}</p>}
      </div>
      <Menu
        label={`Edit or delete: ${one.text}`}
        icon="ellipsis-vertical"
        size="s"
        items={[
          { label: 'Edit', icon: 'pencil', run: edit },
          { label: 'Delete', icon: 'trash-2', danger: true, line: true, run: () => void removeQuestion(one) },
        ]}
      />
    </div>
  );
}

const numberOf = (counts: Counts | undefined, category: string) => counts?.category.find(one => one.value === category)?.count ?? 0;

/** The topics at the side of a wide screen; a narrow one has them in its filters. */
function Topics({ counts, filters }: { counts: Counts | undefined; filters: Filters }) {
  const href = (category: string) => {
    const to = new URLSearchParams(query.value);
    if (category) to.set('category', category);
    else to.delete('category');
    return `/questions${to.size ? `?${to}` : ''}`;
  };
  const rows = [{ value: '', label: 'All topics', count: counts?.total ?? 0 }, ...CATEGORY_NAMES.map(value => ({ value: value as string, label: CATEGORIES[value], count: numberOf(counts, value) }))];
  return (
    <nav class="questions-topics" aria-label="Topics">
      <ul>
        {rows
          .filter(row => row.count || !row.value || row.value === filters.category)
          .map(row => (
            <li key={row.value}>
              <a href={href(row.value)} aria-current={row.value === filters.category ? 'true' : undefined}>
                {row.label} <span>{row.count}</span>
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}

function FilterBar({ filters, tags, counts }: { filters: Filters; tags: Counts['tag']; counts: Counts | undefined }) {
  const topics = CATEGORY_NAMES.filter(name => numberOf(counts, name) || name === filters.category);
  return (
    <div class="filters" role="search" aria-label="Questions">
      <TextInput label="Find a question" hideLabel icon="search" type="search" placeholder="Find a question" value={filters.q} onChange={q => setQuery({ q })} />
      <div class="questions-narrow">
        <Select
          label="Topic"
          hideLabel
          value={filters.category}
          onChange={category => setQuery({ category })}
          options={[{ value: '', label: 'All topics' }, ...topics.map(value => ({ value, label: `${CATEGORIES[value]} (${numberOf(counts, value)})` }))]}
        />
      </div>
      {tags.length > 0 && (
        <Select
          label="Tag"
          hideLabel
          value={filters.tag}
          onChange={tag => setQuery({ tag })}
          options={[{ value: '', label: 'Any tag' }, ...tags.map(({ value, count }) => ({ value, label: `#${value} (${count})` }))]}
        />
      )}
      <Select
        label="Asked"
        hideLabel
        value={filters.asked}
        onChange={asked => setQuery({ asked })}
        options={[
          { value: '', label: 'Asked or not' },
          { value: 'no', label: 'Never asked' },
          { value: 'yes', label: 'Asked in a talk' },
        ]}
      />
    </div>
  );
}
