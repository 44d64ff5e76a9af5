import { useCareers } from '../careers/api.ts';
import { DECISIONS } from '../careers/career.ts';
import { sayNumber, type Evidence } from '../careers/evidence.ts';
import { query, setQuery } from '../core/router.ts';
import { sayDate } from '../core/time.ts';
import { Button } from '../core/ui/Button.tsx';
import { Chip } from '../core/ui/Chip.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Page, Skeleton } from '../core/ui/surfaces.tsx';
import { useComparison } from './api.ts';
import { Spread } from './Criterion.tsx';
import { DecideButton, Fit } from './EvidencePage.tsx';
import './debriefs.css';

const MOST = 4;

export default function ComparePage() {
  const ids = (query.value.get('ids') ?? '').split(',').filter(Boolean).slice(0, MOST);
  const { data, error, reload } = useComparison(ids);
  return (
    <Page
      title="Careers side by side"
      crumb={{ label: 'Careers', href: '/careers' }}
      lead="By what matters to you, with what people said."
      actions={
        <Button icon="download" onClick={() => print()}>
          Print on one page
        </Button>
      }
    >
      <div class="stack debriefs">
        <Choice ids={ids} />
        {ids.length < 2 ? (
          <EmptyState drawing="path" title="Which ones?">
            Choose two to four careers above.
          </EmptyState>
        ) : error && !data ? (
          <ErrorState error={error} onRetry={reload} />
        ) : data ? (
          <Table careers={data.careers} />
        ) : (
          <Skeleton lines={8} label="Loading the comparison" />
        )}
      </div>
    </Page>
  );
}

/** Which careers stand side by side: the address holds them, so that it can be kept. */
function Choice({ ids }: { ids: string[] }) {
  const list = useCareers();
  const choose = (id: string) => setQuery({ ids: (ids.includes(id) ? ids.filter(one => one !== id) : [...ids, id]).join() });
  if (list.error && !list.items) return <ErrorState error={list.error} onRetry={list.reload} />;
  return (
    <div class="chips" role="group" aria-label="Careers to compare, two to four">
      {list.items?.map(one => {
        const on = ids.includes(one.id);
        return (
          (on || ids.length < MOST) && (
            <Chip key={one.id} on={on} onPress={() => choose(one.id)}>
              {one.title}
            </Chip>
          )
        );
      })}
    </div>
  );
}

function Table({ careers }: { careers: Evidence[] }) {
  const criteria = careers[0]?.criteria ?? [];
  return (
    <div class="stack debriefs-table" style={{ '--n': careers.length, '--rows': criteria.length }} data-many={criteria.length > 12 || undefined}>
      <div class="grid">
        {careers.map(one => (
          <section key={one.career_id} aria-label={one.title}>
            <h2>
              <a href={`/careers/${one.career_id}/evidence`}>{one.title}</a>
            </h2>
            <Fit of={one} />
            {one.decision && one.decided_at && (
              <p class="line-more">
                {DECISIONS[one.decision].said} on {sayDate(one.decided_at)}.
              </p>
            )}
            <DecideButton id={one.career_id} />
          </section>
        ))}
      </div>
      {criteria.map((criterion, row) => (
        <section key={criterion.id} aria-label={criterion.name}>
          <h3>
            {criterion.name} <small class="muted">weight {criterion.weight}</small>
          </h3>
          <ul class="grid">
            {careers.map(one => {
              const cell = one.criteria[row];
              return (
                cell && (
                  <li key={one.career_id}>
                    <strong class="line-more">{one.title}</strong>
                    <Spread of={cell} />
                    {cell.ratings.map(said => (
                      <p key={said.interview_id} class="line-more clamp">
                        {sayNumber(said.rating)} {said.contact_name}: {said.evidence}
                      </p>
                    ))}
                  </li>
                )
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}
