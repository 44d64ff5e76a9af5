import { api, ok, type Schema } from '../core/api.ts';
import { usePages } from '../core/pages.ts';
import { sayDate, sayDateTime } from '../core/time.ts';
import { Button } from '../core/ui/Button.tsx';
import { Card, StageBadge } from '../core/ui/surfaces.tsx';
import { callName, type Contact } from './contact.ts';
import { Unread } from './Unread.tsx';

type Talk = Schema<'InterviewRead'>;

const when = (talk: Talk): string =>
  talk.held_at ? sayDate(talk.held_at) : talk.starts_at ? sayDateTime(talk.starts_at, talk.time_zone ?? undefined) : talk.requested_at ? `Asked on ${sayDate(talk.requested_at)}` : 'No date yet';

/** The talks with one person: the pages of them belong to a later step, so they are read by the API alone. */
export function ContactTalks({ one, plan }: { one: Contact; plan: string }) {
  const talks = usePages<Talk>(['interviews', { contact_id: one.id }], (cursor, abort) =>
    ok(api.GET('/api/v1/interviews', { params: { query: { contact_id: one.id, limit: 20, cursor } }, signal: abort })),
  );
  return (
    <Card title="Talks">
      {!talks.items ? (
        <Unread of={talks} label="Fetching the talks" />
      ) : talks.items?.length ? (
        <ul class="lines">
          {talks.items.map(talk => (
            <li key={talk.id}>
              <StageBadge stage={talk.state} />
              <div>
                <a class="line-link" href={`/interviews/${talk.id}`}>
                  {when(talk)}
                </a>
              </div>
              {talk.careers.length > 0 && <small class="muted">{talk.careers.map(career => career.title).join(', ')}</small>}
            </li>
          ))}
        </ul>
      ) : (
        <p class="muted">
          None yet. Half an hour is all you ask for. <a href={plan}>Plan one with {callName(one)}</a>.
        </p>
      )}
      {talks.more && (
        <Button kind="quiet" size="s" onClick={talks.fetchMore}>
          Show more
        </Button>
      )}
    </Card>
  );
}
