import { useSignal } from '@preact/signals';
import { setQuery } from '../core/router.ts';
import { Button } from '../core/ui/Button.tsx';
import { Combobox } from '../core/ui/Combobox.tsx';
import { Select, TextInput } from '../core/ui/inputs.tsx';
import { stageLabel } from '../core/ui/surfaces.tsx';
import type { Filters } from './filters.ts';
import { findPeople, useCareers, usePerson } from './people.ts';
import { STATES, type State } from './talk.ts';

/** Filters live in the address. On a phone all but the search fold away. */
export function FilterBar({ filters }: { filters: Filters }) {
  const unfolded = useSignal(Boolean(filters.career || filters.contact || filters.state));
  const careers = useCareers();
  const person = usePerson(filters.contact);
  return (
    <div class="interviews-filters" role="search" aria-label="Filter talks">
      <TextInput label="Search talks" hideLabel type="search" icon="search" placeholder="Name, place, question or answer" value={filters.q} onChange={q => setQuery({ q })} />
      <Button class="interviews-unfold" icon="filter" aria-expanded={unfolded.value} onClick={() => (unfolded.value = !unfolded.value)}>
        Filters
      </Button>
      <div class="interviews-folded" data-open={unfolded.value || undefined}>
        <Select<State | ''>
          label="Stage"
          hideLabel
          value={filters.state}
          onChange={state => setQuery({ state })}
          options={[{ value: '', label: 'Every stage' }, ...STATES.map(state => ({ value: state, label: stageLabel(state) }))]}
        />
        <Select
          label="Career"
          hideLabel
          value={filters.career}
          onChange={career => setQuery({ career })}
          options={[{ value: '', label: 'Every career' }, ...(careers.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }))]}
        />
        <Combobox
          label="Person"
          hideLabel
          placeholder="Everyone"
          value={filters.contact && person.data ? { value: person.data.id, label: person.data.full_name } : null}
          onChange={choice => setQuery({ contact: choice?.value })}
          find={findPeople}
        />
      </div>
    </div>
  );
}
