import type { ComponentChildren } from 'preact';
import type { Query } from '../core/query.ts';
import { sayDate } from '../core/time.ts';
import { Icon } from '../core/ui/Icon.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Avatar, Card, Skeleton, StageBadge } from '../core/ui/surfaces.tsx';
import { useCoverage, useEvidence, usePeople, useTalks, useTurns } from './api.ts';
import { TURNS } from './career.ts';
import { sayBase, sayFit } from './evidence.ts';

interface Around<T> {
  title: string;
  read: Pick<Query<{ items: T[] }>, 'data' | 'error' | 'reload'>;
  all: { label: string; href: string };
  empty: ComponentChildren;
  row: (item: T) => ComponentChildren;
}

/** A short list of what another step holds about this career. */
function Few<T extends { id: string }>({ title, read: { data, error, reload }, all, empty, row }: Around<T>) {
  return (
    <Card title={title} actions={data?.items.length ? <a href={all.href}>{all.label}</a> : undefined}>
      {error && !data ? (
        <ErrorState error={error} onRetry={reload} />
      ) : !data ? (
        <Skeleton lines={3} label={`Loading ${title.toLowerCase()}`} />
      ) : data.items.length ? (
        <ul class="lines">
          {data.items.map(item => (
            <li key={item.id} class="line-row">
              {row(item)}
            </li>
          ))}
        </ul>
      ) : (
        <p class="muted">{empty}</p>
      )}
    </Card>
  );
}

export function PeopleCard({ id }: { id: string }) {
  return (
    <Few
      title="Who can speak about it"
      read={usePeople(id)}
      all={{ label: 'All people', href: `/contacts?career=${id}` }}
      empty={
        <>
          Nobody yet. <a href="/contacts">Look through your people</a> and say what each could tell you about.
        </>
      }
      row={person => (
        <>
          <Avatar name={person.full_name} size="s" />
          <div class="line-text">
            <a class="line-link" href={`/contacts/${person.id}`}>
              {person.full_name}
            </a>
            <p class="line-more">{[person.headline, person.organization_name].filter(Boolean).join(', ')}</p>
          </div>
        </>
      )}
    />
  );
}

export function TalksCard({ id }: { id: string }) {
  return (
    <Few
      title="Talks about it"
      read={useTalks(id)}
      all={{ label: 'All talks', href: `/interviews?career=${id}` }}
      empty="No talk yet. One half hour tells more than a week of reading."
      row={talk => (
        <>
          <div class="line-text">
            <a class="line-link" href={`/interviews/${talk.id}`}>
              {talk.contact_name}
            </a>
            <p class="line-more">{[talk.organization_name, (talk.held_at ?? talk.starts_at) && sayDate((talk.held_at ?? talk.starts_at) as string)].filter(Boolean).join(', ')}</p>
          </div>
          <StageBadge stage={talk.state} />
        </>
      )}
    />
  );
}

/** How the evidence stands, in two sentences, and the way to all of it. */
export function EvidenceCard({ id }: { id: string }) {
  const { data, error, reload } = useEvidence(id);
  return (
    <Card title="Evidence" actions={<a href={`/careers/${id}/evidence`}>Who said what</a>}>
      {error && !data ? (
        <ErrorState error={error} onRetry={reload} />
      ) : !data ? (
        <Skeleton lines={2} label="Loading the evidence" />
      ) : data.fit ? (
        <>
          <p>{sayFit(data)}</p>
          <p class="line-more">{sayBase(data)}</p>
        </>
      ) : (
        <p class="muted">{data.talk_count ? 'Debrief your talks about it, and what they say adds up here.' : 'What talks say of it adds up here, criterion by criterion.'}</p>
      )}
    </Card>
  );
}

/** Among whom one has looked, in a line, and what is missing most. */
export function CoverageCard({ id }: { id: string }) {
  const { data, error, reload } = useCoverage(id);
  const hole = data?.holes[0];
  return (
    <Card title="Coverage" actions={<a href={`/careers/${id}/coverage`}>Whom you have talked to</a>}>
      {error && !data ? (
        <ErrorState error={error} onRetry={reload} />
      ) : !data ? (
        <Skeleton lines={2} label="Loading whom you have talked to" />
      ) : (
        <>
          <p>{hole ? hole.message : 'Several levels, places and paths.'}</p>
          {data.people.known > 0 && (
            <p class="line-more">
              {data.people.known} known, {data.people.asked} asked, {data.people.met} talked to
            </p>
          )}
        </>
      )}
    </Card>
  );
}

/** Every decision and every change of mind, newest first; nothing where none was taken. */
export function HistoryCard({ id }: { id: string }) {
  const turns = useTurns(id);
  if (!turns.items?.length) return null;
  return (
    <Card title="What you decided">
      <ol class="lines" aria-label="Decisions, newest first">
        {turns.items.map(turn => (
          <li key={turn.id}>
            <p>
              <Icon name={TURNS[turn.turn].icon} /> {TURNS[turn.turn].label} <small class="muted">{sayDate(turn.at)}</small>
            </p>
            {turn.reason && <p class="line-more">{turn.reason}</p>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
