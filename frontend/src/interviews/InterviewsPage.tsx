import { useEffect } from 'preact/hooks';
import { navigate, path, query, setQuery } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { RadioGroup } from '../core/ui/inputs.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Page, Skeleton } from '../core/ui/surfaces.tsx';
import { useLater } from '../core/later.ts';
import { lastTalks, useTalks } from './api.ts';
import { FilterBar } from './FilterBar.tsx';
import { isFiltered, readFilters, type Filters } from './filters.ts';
import { TalkGroups } from './TalkGroups.tsx';
import './interviews.css';

type View = 'list' | 'calendar';

/** A new talk with the person that the list is narrowed to. */
const planHref = ({ contact, career }: Filters) => `/interviews/new?${new URLSearchParams({ ...(contact && { contact }), ...(career && { career }) })}`.replace(/\?$/, '');

const clearFilters = () => setQuery({ q: null, state: null, career: null, contact: null });

function TalkList({ filters }: { filters: Filters }) {
  const talks = useTalks(filters);
  if (talks.loading) return <Skeleton lines={8} label="Loading your talks" />;
  if (talks.error && !talks.items) return <ErrorState error={talks.error} onRetry={talks.reload} />;
  if (talks.items?.length) return <TalkGroups talks={talks.items} now={Date.now()} />;
  if (isFiltered(filters)) {
    return (
      <EmptyState drawing="pages" title="No talk fits" actions={<Button onClick={clearFilters}>Show all talks</Button>}>
        Try fewer filters or other words.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Your first half hour"
      actions={
        <>
          <LinkButton kind="primary" href={planHref(filters)} icon="plus">
            Plan a talk
          </LinkButton>
          <LinkButton href="/welcome">Take me through it</LinkButton>
        </>
      }
    >
      Choose somebody whose work you wonder about, and plan what to ask. Start with the person you find easiest to write to.
    </EmptyState>
  );
}

export default function InterviewsPage() {
  const filters = readFilters(query.value);
  const view: View = query.value.get('view') === 'calendar' ? 'calendar' : 'list';
  const Calendar = useLater(() => import('./CalendarView.tsx'), view === 'calendar');
  const plan = planHref(filters);
  useEffect(() => {
    if (path.peek() === '/interviews') lastTalks.value = location.pathname + location.search;
  }, [query.value]);
  const show = (next: View) => setQuery({ view: next === 'calendar' ? next : null, day: null }, { replace: false });
  useShortcuts([
    { keys: 'n', label: 'Plan a talk', run: () => navigate(planHref(readFilters(query.peek()))) },
    { keys: 'c', label: 'Talks as a calendar or a list', run: () => show(query.peek().get('view') === 'calendar' ? 'list' : 'calendar') },
  ]);
  return (
    <Page
      title="Interviews"
      lead="Each one is half an hour with somebody who knows."
      actions={
        <LinkButton kind="primary" icon="plus" href={plan}>
          Plan a talk
        </LinkButton>
      }
    >
      <div class="row top mb-5">
        <FilterBar filters={filters} />
        <RadioGroup<View>
          label="Show as"
          hideLabel
          look="segments"
          value={view}
          onChange={show}
          options={[
            { value: 'list', label: 'List' },
            { value: 'calendar', label: 'Calendar' },
          ]}
        />
      </div>
      {view === 'list' ? <TalkList filters={filters} /> : Calendar ? <Calendar filters={filters} /> : <Skeleton lines={8} />}
    </Page>
  );
}
