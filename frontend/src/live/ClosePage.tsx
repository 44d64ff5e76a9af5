import { useSignal } from '@preact/signals';
import type { PageProps } from '../core/feature.ts';
import { useQuery } from '../core/query.ts';
import { request } from '../core/offline/outbox.ts';
import type { Schema } from '../core/api.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Card, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { Closed, Closing } from './Closing.tsx';
import { useDesk } from './desk.ts';
import './live.css';

/** Whom they suggested when it was closed before. */
function Before({ closing }: { closing: Schema<'ClosingRead'> }) {
  if (!closing.people.length) return null;
  return (
    <Card title="Whom they suggested">
      <ul class="lines">
        {closing.people.map(one => (
          <li key={one.contact_id} class="line-row">
            <a href={`/contacts/${one.contact_id}`}>{one.full_name}</a>
            <span class="muted">{[one.headline, one.why, one.known_before && 'You knew them already'].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The close of a talk, on its own: after the live screen, or when one remembers a name the day after. */
export default function ClosePage({ params }: PageProps) {
  const id = params.id ?? '';
  const desk = useDesk(id);
  const done = useSignal(false);
  const kept = desk.kept.value;
  const before = useQuery<Schema<'ClosingRead'>>(['interview', id, 'closing'], () => request('GET', `/api/v1/interviews/${id}/closing`) as unknown as Promise<Schema<'ClosingRead'>>);
  const crumb = { label: 'The talk', href: `/interviews/${id}` };
  if (!kept) return desk.failed.value ? <ErrorState page error={desk.failed.value} onRetry={() => void desk.open()} back={crumb} /> : <Skeleton page lines={6} label="Loading the talk" />;
  const { talk } = kept;
  const over = /declined|no_response|cancelled|no_show/.test(talk.state);
  return (
    <Page narrow title={done.value ? 'The talk is closed' : `Close the talk with ${talk.contact_name}`} lead={done.value ? undefined : 'Thank them, and ask what one asks at the end. Two minutes, while you still sit together or on the way home.'} crumb={crumb}>
      <div class="stack">
        {over ? (
          <Banner>This talk did not come about, so there is nothing to close.</Banner>
        ) : done.value ? (
          <Closed kept={kept} />
        ) : (
          <>
            {talk.state !== 'held' && <Banner>Closing it also notes that the talk was held.</Banner>}
            {before.data && <Before closing={before.data} />}
            <Closing desk={desk} kept={{ ...kept, closing: { ...(before.data && { thanked: before.data.thanked, left_details: before.data.left_details }), ...kept.closing } }} onClose={() => (done.value = true)} />
          </>
        )}
      </div>
    </Page>
  );
}
