import { setQuery } from '../core/router.ts';
import { Button } from '../core/ui/Button.tsx';
import { Chip } from '../core/ui/Chip.tsx';
import { Combobox } from '../core/ui/Combobox.tsx';
import { Drawer } from '../core/ui/Dialog.tsx';
import { Select } from '../core/ui/inputs.tsx';
import { useCareers, useOrganization } from './api.ts';
import type { Counts } from './chips.tsx';
import { LEVELS, SOURCES, keysOf } from './contact.ts';
import { NONE, SORTS, filtered, keysOfSorts, type Filters } from './filters.ts';
import { findOrganizations } from './organizations.ts';

interface Props {
  filters: Filters;
  counts: Counts | undefined;
  onClose: () => void;
}

/** Everything one can filter by. Each press takes effect at once; the list behind shows what is left. */
export default function FilterDrawer({ filters, counts, onClose }: Props) {
  const careers = useCareers();
  const organization = useOrganization(filters.organization);
  const number = (by: 'level' | 'source', value: string) => counts && (counts[by].find(one => one.value === value)?.count ?? 0);
  const group = <K extends string>(by: 'level' | 'source', title: string, of: Record<K, string>) => (
    <fieldset>
      <legend class="field-label">{title}</legend>
      <div class="chips">
        {keysOf(of)
          .filter(value => filters[by] === value || number(by, value) !== 0)
          .map(value => (
            <Chip key={value} on={filters[by] === value} count={number(by, value)} onPress={() => setQuery({ [by]: filters[by] === value ? null : value })}>
              {of[value]}
            </Chip>
          ))}
      </div>
    </fieldset>
  );
  const tags = counts?.tag ?? [];
  return (
    <Drawer title="Filter people" onClose={onClose}>
      <div class="form">
        <Select
          label="Order"
          value={filters.sort}
          options={keysOfSorts().map(value => ({ value, label: SORTS[value] }))}
          onChange={sort => setQuery({ sort })}
        />
        {group('level', 'Level', LEVELS)}
        {group('source', 'How you found them', SOURCES)}
        {tags.length > 0 && (
          <fieldset>
            <legend class="field-label">Tag</legend>
            <div class="chips">
              {tags.slice(0, 40).map(({ value, count }) => (
                <Chip key={value} on={filters.tag === value} count={count} onPress={() => setQuery({ tag: filters.tag === value ? null : value })}>
                  {value}
                </Chip>
              ))}
            </div>
          </fieldset>
        )}
        <Select
          label="Can speak about"
          value={filters.career}
          options={[{ value: '', label: 'Any career' }, ...(careers.data?.items.map(({ id, title }) => ({ value: id, label: title })) ?? [])]}
          onChange={career => setQuery({ career })}
        />
        <Combobox
          label="Organization"
          value={filters.organization ? { value: filters.organization, label: organization.data?.name ?? '…' } : null}
          find={findOrganizations}
          placeholder="Any organization"
          onChange={choice => setQuery({ organization: choice?.value ?? null })}
        />
        <div class="form-end">
          {filtered(filters) && (
            <Button kind="quiet" onClick={() => setQuery(NONE)}>
              Clear all
            </Button>
          )}
          <span class="spacer" />
          <Button kind="primary" onClick={onClose}>
            Show people
          </Button>
        </div>
      </div>
    </Drawer>
  );
}
