import { useSignal } from '@preact/signals';
import type { PageProps } from '../core/feature.ts';
import { useKept } from '../core/kept.ts';
import { useLater } from '../core/later.ts';
import { navigate } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { sayDate } from '../core/time.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Textarea, TextInput } from '../core/ui/inputs.tsx';
import { Keep, KeptStatus } from '../core/ui/Keep.tsx';
import { MarkdownArea } from '../core/ui/MarkdownArea.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { NotesPanel } from '../core/ui/NotesPanel.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Badge, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { keepCareer, readCareer, removeCareer, sendCareer, useCareer, useEvidence, useNotes, writeNote } from './api.ts';
import { AssumptionsPart } from './AssumptionsPart.tsx';
import { DECISIONS, LABELS, STATUSES, type Career } from './career.ts';
import { count } from './evidence.ts';
import { CoverageCard, EvidenceCard, HistoryCard, PeopleCard, TalksCard } from './Around.tsx';
import './careers.css';

export default function CareerPage({ params }: PageProps) {
  const id = params.id ?? '';
  const { data, error, reload } = useCareer(id);
  if (error && !data) return <ErrorState page error={error} onRetry={reload} back={{ label: 'Back to your careers', href: '/careers' }} />;
  return data ? <One key={data.id} one={data} /> : <Skeleton page lines={8} label="Loading the career" />;
}

function One({ one }: { one: Career }) {
  const deciding = useSignal(false);
  const DecideDialog = useLater(() => import('./DecideDialog.tsx'), deciding.value);
  const notes = useNotes(one.id);
  const kept = useKept<Career>({
    record: one,
    title: one.title,
    labels: LABELS,
    send: sendCareer(one.id),
    reload: () => readCareer(one.id),
    done: keepCareer,
    draft: `career-${one.id}`,
  });
  const remove = async () => {
    if (await removeCareer(one)) navigate('/careers');
  };
  useShortcuts([{ keys: 'd', label: 'Decide about this career', run: () => (deciding.value = true) }]);

  return (
    <Page
      title={one.title}
      crumb={{ label: 'Careers', href: '/careers' }}
      lead={<Badge tone={STATUSES[one.status].tone}>{STATUSES[one.status].label}</Badge>}
      actions={
        <>
          <KeptStatus of={kept} />
          <Menu label="More about this career" items={[{ label: 'Delete', icon: 'trash-2', danger: true, run: () => void remove() }]} />
          <Button kind="primary" icon={one.status === 'ruled_out' ? 'undo-2' : 'scale'} onClick={() => (deciding.value = true)}>
            {one.status === 'ruled_out' ? 'Open it again' : 'Decide'}
          </Button>
        </>
      }
    >
      {one.decision && one.decided_at && (
        <div class="mb-5">
          <Banner kind={one.status === 'exploring' ? 'info' : 'good'} icon={one.status === 'pursuing' ? 'star' : 'circle-check'} title={`${DECISIONS[one.decision].said} on ${sayDate(one.decided_at)}`}>
            {one.decision_reason}
          </Banner>
          {one.status === 'ruled_out' && <Covered id={one.id} />}
        </div>
      )}
      <div class="beside">
        <div class="stack gap-6">
          <Keep of={kept} name="why">
            <Textarea {...kept.field('why')} label="Why is it worth a look?" rows={2} placeholder="I am the one who finds the wrong value in the chart, and I like that moment." />
          </Keep>
          <AssumptionsPart career={one} />
          <section class="stack">
            <h2>What you know so far</h2>
            <Keep of={kept} name="found_by">
              <Textarea {...kept.field('found_by')} label="How did you come upon it?" rows={1} placeholder="A monitor who came to our ward for a trial." />
            </Keep>
            <Keep of={kept} name="job_description">
              <MarkdownArea {...kept.field('job_description')} label="Job description" placeholder="What advertisements and people say the work is." />
            </Keep>
            <Keep of={kept} name="research">
              <MarkdownArea {...kept.field('research')} label="What you have read" rows={6} placeholder="Numbers, names, links. Whatever a search can tell you needs no talk." />
            </Keep>
            <Keep of={kept} name="title">
              <TextInput {...kept.field('title')} label="What it is called" maxLength={300} />
            </Keep>
          </section>
        </div>
        <div class="stack">
          <EvidenceCard id={one.id} />
          <CoverageCard id={one.id} />
          <PeopleCard id={one.id} />
          <TalksCard id={one.id} />
          <NotesPanel
            items={notes.data?.items}
            error={notes.error}
            onRetry={notes.reload}
            draft={`note-career-${one.id}`}
            onAdd={body => writeNote(one.id, body)}
            all={`/notes?career_id=${one.id}`}
          />
          <HistoryCard id={one.id} />
        </div>
      </div>
      {DecideDialog && <DecideDialog one={one} onClose={() => (deciding.value = false)} />}
    </Page>
  );
}

/** Ruling out is a result, and is told as one. */
function Covered({ id }: { id: string }) {
  const talks = useEvidence(id).data?.talk_count ?? 0;
  return (
    <EmptyState drawing="path" title="Ground covered. Saved: years." actions={<LinkButton href="/careers">What else is there?</LinkButton>}>
      {talks ? `${count(talks, 'half hour')} told you what others find out in a job that does not fit.` : 'You know now what others find out in a job that does not fit.'} Should things change, it can be opened again.
    </EmptyState>
  );
}
