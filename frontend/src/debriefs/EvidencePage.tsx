import { useSignal } from '@preact/signals';
import { useCareer, useEvidence } from '../careers/api.ts';
import { STATES, STATUSES } from '../careers/career.ts';
import { sayBase, sayFit, type Evidence } from '../careers/evidence.ts';
import type { PageProps } from '../core/feature.ts';
import { useLater } from '../core/later.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Badge, Card, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { CriterionCard, SaidLine } from './Criterion.tsx';
import { sayWho, VERDICTS } from './debrief.ts';
import { Scale } from './Scale.tsx';
import './debriefs.css';

export default function EvidencePage({ params }: PageProps) {
  const id = params.id ?? '';
  const { data, error, reload } = useEvidence(id);
  if (error && !data) return <ErrorState page error={error} onRetry={reload} back={{ label: 'Back to your careers', href: '/careers' }} />;
  return data ? <One key={id} of={data} /> : <Skeleton page lines={8} label="Loading the evidence" />;
}

/** Decide right here: the dialog needs the career as it stands now. */
export function DecideButton({ id, kind }: { id: string; kind?: 'primary' }) {
  const deciding = useSignal(false);
  const career = useCareer(id).data;
  const DecideDialog = useLater(() => import('../careers/DecideDialog.tsx'), deciding.value);
  useShortcuts(kind ? [{ keys: 'd', label: 'Decide about this career', run: () => (deciding.value = true) }] : []);
  return (
    <>
      <Button kind={kind ?? 'plain'} icon={career?.status === 'ruled_out' ? 'undo-2' : 'scale'} onClick={() => (deciding.value = true)}>
        {career?.status === 'ruled_out' ? 'Open it again' : 'Decide'}
      </Button>
      {DecideDialog && career && <DecideDialog one={career} onClose={() => (deciding.value = false)} />}
    </>
  );
}

export function Fit({ of }: { of: Evidence }) {
  return (
    <>
      {of.fit && <Scale low={of.fit.low} high={of.fit.high} heard={[of.fit.heard_low, of.fit.heard_high]} />}
      <p>{sayFit(of)}</p>
      <p class="line-more">{sayBase(of)}</p>
    </>
  );
}

function One({ of }: { of: Evidence }) {
  const tested = of.criteria.filter(one => one.ratings.length);
  const untested = [...of.untested_criteria, ...of.open_assumptions];
  const { label, tone } = STATUSES[of.status];
  return (
    <Page
      title={`What talks say of ${of.title}`}
      crumb={{ label: of.title, href: `/careers/${of.career_id}` }}
      lead={<Badge tone={tone}>{label}</Badge>}
      actions={
        <>
          <LinkButton icon="scale" href={`/careers/compare?ids=${of.career_id}`}>
            Compare
          </LinkButton>
          <DecideButton id={of.career_id} kind="primary" />
        </>
      }
    >
      <div class="beside">
        <div class="stack debriefs">
          {tested.length ? (
            <section class="stack" aria-labelledby="criteria">
              <div>
                <h2 id="criteria">By what matters to you</h2>
                <p class="muted">Each dot is what one person said, from −2 to +2; the bar is where it may really lie, given how much you heard.</p>
              </div>
              <ul class="lines">
                {tested.map(one => (
                  <CriterionCard key={one.id} of={one} />
                ))}
              </ul>
            </section>
          ) : (
            <EmptyState drawing="cups" title="No evidence yet">
              One half hour tells more than a week of reading. Rate what you heard in the debrief of a talk, and it adds up here.
            </EmptyState>
          )}
          {of.assumptions.some(one => one.findings.length) && (
            <section class="stack" aria-labelledby="claims">
              <h2 id="claims">What you took for true</h2>
              <ul class="lines">
                {of.assumptions
                  .filter(one => one.findings.length)
                  .map(one => (
                    <li key={one.id} class="stack debriefs-row">
                      <h3>{one.claim}</h3>
                      {one.found === 'contested' ? <Badge tone="amber">They contradict each other</Badge> : <Badge tone={one.state === 'open' ? 'plain' : 'pine'}>{STATES[one.state].label}</Badge>}
                      <ul class="stack debriefs-row">
                        {one.findings.map(said => (
                          <SaidLine key={said.interview_id} said={said} mark={STATES[said.finding].label} />
                        ))}
                      </ul>
                    </li>
                  ))}
              </ul>
            </section>
          )}
        </div>
        <div class="stack">
          <Card title="How well it fits">
            <Fit of={of} />
            {of.fit && <p class="line-more">The green part is what you heard, the grey what the untested may still change. Being passed on to others earns no points.</p>}
          </Card>
          {untested.length > 0 && (
            <Card title="Not tested yet">
              <ul class="lines">
                {untested.map(one => (
                  <li key={one.id}>{one.name}</li>
                ))}
              </ul>
            </Card>
          )}
          {of.talks.length > 0 && (
            <Card title="The talks">
              <ul class="lines">
                {of.talks.map(talk => (
                  <li key={talk.interview_id}>
                    <a class="line-link" href={`/interviews/${talk.interview_id}/debrief`}>
                      {talk.contact_name}
                    </a>{' '}
                    {talk.verdict ? <Badge tone={VERDICTS[talk.verdict].tone}>{VERDICTS[talk.verdict].label}</Badge> : <Badge tone="line">No verdict yet</Badge>}
                    <p class="line-more">{[sayWho(talk), talk.summary].filter(Boolean).join('. ')}</p>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
      </div>
    </Page>
  );
}
