import { useCoverage } from '../careers/api.ts';
import { LEVELS, SOURCES } from '../contacts/labels.ts';
import type { PageProps } from '../core/feature.ts';
import { LinkButton } from '../core/ui/Button.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Card, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { useNext } from './api.ts';
import { at, dialsOf, levelsOf, sayCounts, sourcesOf, type Counts, type Coverage } from './coverage.ts';
import { Suggestions } from './Suggestions.tsx';
import './coverage.css';

const NOT_SAID = 'Not said';

export default function CoveragePage({ params }: PageProps) {
  const id = params.id ?? '';
  const { data, error, reload } = useCoverage(id);
  if (error && !data) return <ErrorState page error={error} onRetry={reload} back={{ label: 'Back to your careers', href: '/careers' }} />;
  return data ? <One of={data} /> : <Skeleton page lines={8} label="Loading whom you have talked to" />;
}

function Dials({ of }: { of: Counts }) {
  const { dials, more } = dialsOf(of);
  return (
    <>
      <span class="coverage-dials" aria-hidden="true">
        {dials.map((full, place) => (
          <span key={place} class={`dial dial-${full}`} />
        ))}
        {more > 0 && <small>+{more}</small>}
      </span>
      <span class="visually-hidden">{sayCounts(of)}</span>
    </>
  );
}

/** Level by source: the picture and the table of numbers in one. */
function Grid({ of }: { of: Coverage }) {
  const sources = sourcesOf(of);
  return (
    <div class="table-frame" role="region" aria-label="Levels by how you found people">
      <table class="table coverage-grid">
        <caption class="visually-hidden">How many people you know, have asked and have talked to, by their level and by how you found them</caption>
        <thead>
          <tr>
            <th scope="col">Level</th>
            {sources.map(source => (
              <th key={source} scope="col">
                {source ? SOURCES[source] : NOT_SAID}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {levelsOf(of).map(level => (
            <tr key={level}>
              <th scope="row">{level ? LEVELS[level] : NOT_SAID}</th>
              {sources.map(source => {
                const counts = at(of, level, source);
                return (
                  <td key={source} data-met={counts?.met ? '' : undefined}>
                    {!counts ? (
                      <span class="visually-hidden">Nobody</span>
                    ) : level && source ? (
                      <a href={`/contacts?career=${of.career_id}&level=${level}&source=${source}`}>
                        <Dials of={counts} />
                      </a>
                    ) : (
                      <Dials of={counts} />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Legend() {
  return (
    <p class="row muted" aria-hidden="true">
      {[
        ['4', 'talked to'],
        ['2', 'asked'],
        ['0', 'known'],
      ].map(([full, word]) => (
        <span key={full} class="coverage-dials">
          <span class={`dial dial-${full}`} /> {word}
        </span>
      ))}
    </p>
  );
}

function Holes({ of }: { of: Coverage }) {
  return (
    <Card title="What is missing">
      {of.holes.length ? (
        <ul class="lines">
          {of.holes.map(({ hole, message, mend }) => (
            <li key={hole}>
              <strong>{message}</strong>
              <p class="line-more">{mend}</p>
            </li>
          ))}
        </ul>
      ) : (
        <p class="muted">Nothing: several levels, places and paths. What they agree on, you can rely on.</p>
      )}
    </Card>
  );
}

function Next({ career }: { career: string }) {
  const { data, error, reload } = useNext(career);
  return (
    <Card title="Whom to ask next">
      {error && !data ? (
        <ErrorState error={error} onRetry={reload} />
      ) : !data ? (
        <Skeleton lines={4} label="Looking whom to ask next" />
      ) : data.items.length ? (
        <Suggestions people={data.items} career={career} />
      ) : (
        <p class="muted">
          Nobody left to ask. <a href="/contacts">Look through your people</a>, and say on their page that they can speak about it.
        </p>
      )}
    </Card>
  );
}

function Places({ of }: { of: Coverage }) {
  return (
    <>
      <Card title="Where they work">
        <ul class="lines">
          {of.organizations.map(({ organization_id: id, name, ...counts }) => (
            <li key={id}>
              {id ? <a href={`/organizations/${id}`}>{name}</a> : 'No organization said'}
              <p class="line-more">{sayCounts(counts)}</p>
            </li>
          ))}
        </ul>
      </Card>
      {of.introducers.length > 0 && (
        <Card title="Who led to them">
          <ul class="lines">
            {of.introducers.map(({ contact_id: id, name, known, met, share }) => (
              <li key={id}>
                <a href={`/contacts/${id}`}>{name}</a>
                <p class="line-more">
                  {known} named{met > 0 && `, ${met} of them talked to: ${share} % of all you talked to`}
                </p>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function One({ of }: { of: Coverage }) {
  return (
    <Page title="Whom you have talked to" crumb={{ label: of.career_title, href: `/careers/${of.career_id}` }} lead={of.people.known ? `${sayCounts(of.people)}.` : undefined}>
      {of.people.known ? (
        <div class="beside">
          <div class="stack">
            <Holes of={of} />
            <Grid of={of} />
            <Legend />
            <Next career={of.career_id} />
          </div>
          <div class="stack">
            <Places of={of} />
          </div>
        </div>
      ) : (
        <EmptyState drawing="people" title="Nobody yet" actions={<LinkButton href="/contacts">Look through your people</LinkButton>}>
          {of.holes[0]?.mend}
        </EmptyState>
      )}
    </Page>
  );
}
