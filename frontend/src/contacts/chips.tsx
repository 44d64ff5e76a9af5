import type { Schema } from '../core/api.ts';
import { setQuery } from '../core/router.ts';
import { Chip } from '../core/ui/Chip.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { useCareers, useOrganization } from './api.ts';
import { LEVELS, SOURCES, STAGES, keysOf } from './contact.ts';
import { NONE, filtered, narrowing, type Filters } from './filters.ts';

export type Counts = Schema<'ContactCounts'>;

export function StageChips({ filters, counts }: { filters: Filters; counts: Counts | undefined }) {
  const count = (stage: string) => counts && (counts.stage.find(one => one.value === stage)?.count ?? 0);
  return (
    <div class="chips contacts-stages" role="group" aria-label="Stage">
      <Chip on={!filters.stage} count={counts?.total} onPress={() => setQuery({ stage: null })}>
        All
      </Chip>
      {keysOf(STAGES).map(stage => (
        <Chip key={stage} on={filters.stage === stage} count={count(stage)} onPress={() => setQuery({ stage: filters.stage === stage ? null : stage })}>
          {STAGES[stage].label}
        </Chip>
      ))}
    </div>
  );
}

/** The filters that are on, each with its way out. */
export function ActiveFilters({ filters }: { filters: Filters }) {
  const careers = useCareers();
  const organization = useOrganization(filters.organization);
  if (!filtered({ ...filters, stage: '', q: '' })) return null;
  const words: Record<string, string> = {
    level: filters.level && LEVELS[filters.level],
    source: filters.source && SOURCES[filters.source],
    tag: `Tag: ${filters.tag}`,
    career: `Can speak about ${careers.data?.items.find(one => one.id === filters.career)?.title ?? 'a career'}`,
    organization: `At ${organization.data?.name ?? 'an organization'}`,
  };
  return (
    <div class="chips" role="group" aria-label="Filters that are on">
      {narrowing(filters).map(name => (
        <button key={name} type="button" class="chip" aria-label={`${words[name]}: take this filter away`} onClick={() => setQuery({ [name]: null })}>
          {words[name]}
          <Icon name="x" />
        </button>
      ))}
      <button type="button" class="link" onClick={() => setQuery({ ...NONE, q: filters.q, stage: filters.stage })}>
        Clear filters
      </button>
    </div>
  );
}
