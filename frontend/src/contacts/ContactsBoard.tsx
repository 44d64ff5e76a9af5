import { sayError } from '../core/problem.ts';
import { Button } from '../core/ui/Button.tsx';
import { Skeleton } from '../core/ui/surfaces.tsx';
import { useContacts } from './api.ts';
import { ContactCard } from './ContactCard.tsx';
import { STAGES, keysOf, type Stage } from './contact.ts';
import type { Filters } from './filters.ts';

interface Props {
  filters: Filters;
  /** how many there are in all, where the filters leave that known */
  totals: Map<string | null, number> | null;
}

/** The list by stage. Stages follow from talks, so nobody is dragged: who has a talk planned moves by it. */
export default function ContactsBoard({ filters, totals }: Props) {
  return (
    // it scrolls sideways, so it must be reachable by keyboard
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex
    <div class="contacts-board" role="region" aria-label="People by stage" tabIndex={0}>
      {keysOf(STAGES).map(stage => (
        <BoardColumn key={stage} stage={stage} filters={filters} total={totals ? (totals.get(stage) ?? 0) : undefined} />
      ))}
    </div>
  );
}

function BoardColumn({ stage, filters, total }: { stage: Stage; filters: Filters; total: number | undefined }) {
  const list = useContacts({ ...filters, stage });
  const { label, dial, empty } = STAGES[stage];
  const rows = list.items ?? [];
  return (
    <section class="contacts-column" aria-labelledby={`stage-${stage}`}>
      <h2 id={`stage-${stage}`} class="row gap-2 label">
        {dial && <span class={`dial dial-${dial}`} />}
        {label} <span class="tab-count">{total ?? (list.more ? `${rows.length}+` : rows.length)}</span>
      </h2>
      {list.loading ? (
        <Skeleton lines={3} />
      ) : list.error && !list.items ? (
        <p class="muted">
          {sayError(list.error)} <Button size="s" onClick={list.reload}>Try again</Button>
        </p>
      ) : rows.length ? (
        <ul class="stack gap-2 contacts-cards">
          {rows.map(one => (
            <li key={one.id}>
              <ContactCard one={one} hideStage />
            </li>
          ))}
        </ul>
      ) : (
        <p class="line-more">{empty}</p>
      )}
      {list.more && (
        <Button kind="quiet" size="s" onClick={list.fetchMore}>
          Show more
        </Button>
      )}
    </section>
  );
}
