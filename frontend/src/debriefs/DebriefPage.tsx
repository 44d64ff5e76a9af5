import { useSignal } from '@preact/signals';
import type { PageProps } from '../core/feature.ts';
import { useKept, type Kept } from '../core/kept.ts';
import { sayError } from '../core/problem.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { sayDate, sayDateTime } from '../core/time.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { RadioGroup, Textarea } from '../core/ui/inputs.tsx';
import { Keep, KeptStatus } from '../core/ui/Keep.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Page, Progress, Skeleton } from '../core/ui/surfaces.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { keepDebrief, readDebrief, sendDebrief, settle, useDebrief } from './api.ts';
import { CareerPart } from './CareerPart.tsx';
import { progress, VERDICTS, type Debrief, type Verdict } from './debrief.ts';
import './debriefs.css';

const OPTIONS = (Object.keys(VERDICTS) as Verdict[]).map(value => ({ value, label: VERDICTS[value].label }));
const LABELS = { verdict: 'The verdict', summary: 'In a sentence', surprises: 'What surprised you', leads: 'What to follow up' };

export default function DebriefPage({ params }: PageProps) {
  const id = params.id ?? '';
  const { data, error, reload } = useDebrief(id);
  const back = { label: 'Back to the talk', href: `/interviews/${id}` };
  if (error && !data) return <ErrorState page error={error} onRetry={reload} back={back} />;
  if (!data) return <Skeleton page lines={8} label="Loading the debrief" />;
  if (data.state === 'held') return <Written key={id} one={data} />;
  return (
    <Page title={`Debrief with ${data.contact_name}`} crumb={{ label: 'The talk', href: back.href }}>
      <EmptyState drawing="cups" title="First the talk, then what it taught you" actions={<LinkButton href={back.href}>{back.label}</LinkButton>}>
        Once you have said that it was held, you can write it all down here.
      </EmptyState>
    </Page>
  );
}

function Written({ one }: { one: Debrief }) {
  const latest = useSignal<Pick<Kept<unknown>, 'state' | 'problem'> | null>(null);
  const wanting = useSignal('');
  const kept = useKept<Debrief>({
    record: one,
    title: 'the debrief',
    labels: LABELS,
    send: sendDebrief(one.id),
    reload: () => readDebrief(one.id),
    done: keepDebrief,
    draft: `debrief-${one.id}`,
  });
  const { verdict } = kept.values;
  const { said, all } = progress(one);
  const late = one.debrief_by !== null && Date.parse(one.debrief_by) < Date.now();
  const turn = async () => {
    await kept.save();
    try {
      await settle(await readDebrief(one.id));
      scrollTo({ top: 0 });
    } catch (error) {
      toast(sayError(error), { kind: 'problem' });
    }
  };
  const done = () => {
    const chosen = kept.values.verdict; // as it is when the key is pressed
    wanting.value = chosen ? '' : 'Choose one: it is all that a debrief needs.';
    if (chosen) void turn();
    else document.querySelector<HTMLElement>('[name=verdict]')?.focus();
  };
  useShortcuts(one.debriefed_at ? [] : [{ keys: 'mod+enter', label: 'Finish the debrief', run: done, whileTyping: true }]);
  const text = (name: 'summary' | 'surprises' | 'leads', placeholder: string) => (
    <Keep of={kept} name={name}>
      <Textarea {...kept.field(name)} label={LABELS[name]} rows={2} placeholder={placeholder} />
    </Keep>
  );
  return (
    <Page
      narrow
      title={`What did ${one.contact_name} teach you?`}
      crumb={{ label: 'The talk', href: `/interviews/${one.id}` }}
      lead={one.debriefed_at ? undefined : `Ten minutes while it is fresh${one.debrief_by && !late ? `, by ${sayDateTime(one.debrief_by)}` : ''}. Half-done is kept.`}
      actions={<KeptStatus of={(latest.value ?? kept) as Kept<unknown>} />}
    >
      <div class="stack debriefs" onInputCapture={() => (latest.value = null)}>
        {one.debriefed_at ? <Done one={one} onReopen={() => void turn()} /> : <Progress label={`${said} of ${all} said; skip what did not come up`} value={said} max={all} />}
        <Keep of={kept} name="verdict">
          <RadioGroup<Verdict | ''>
            {...kept.field('verdict')}
            label="How was it?"
            look="segments"
            options={OPTIONS}
            value={verdict ?? ''}
            hint={verdict ? VERDICTS[verdict].words : undefined}
            error={wanting.value || undefined}
            onChange={value => {
              wanting.value = '';
              kept.field('verdict').onChange(value || null);
              void kept.save();
            }}
          />
        </Keep>
        {text('summary', 'She likes the puzzle more than the people; I think that I would too.')}
        {one.careers.map(career => (
          <CareerPart key={career.id} debrief={one} career={career} latest={latest} />
        ))}
        {!one.careers.length && (
          <Banner>
            <a href={`/interviews/${one.id}`}>Say which careers the talk was about</a>, and it becomes evidence for them.
          </Banner>
        )}
        <h2>What else?</h2>
        {text('surprises', 'Half of the day is writing e-mails.')}
        {text('leads', 'Her old team looks for people who know wards.')}
        <p class="muted">
          Did they name somebody? <a href={`/interviews/${one.id}/close`}>Keep whom you should meet</a>.
        </p>
        {!one.debriefed_at && (
          <div class="row">
            <Button kind="primary" icon="check" onClick={done}>
              Finish the debrief
            </Button>
          </div>
        )}
      </div>
    </Page>
  );
}

/** One more talk understood: that is worth a moment. */
function Done({ one, onReopen }: { one: Debrief; onReopen: () => void }) {
  return (
    <EmptyState
      drawing="path"
      title={one.verdict === 'disappointing' ? 'Ground covered' : 'One more talk understood'}
      actions={
        <>
          {one.careers.map(career => (
            <LinkButton key={career.id} href={`/careers/${career.id}/evidence`} icon="scale">
              Evidence for {career.title}
            </LinkButton>
          ))}
          <Button kind="quiet" icon="undo-2" onClick={onReopen}>
            Not done yet
          </Button>
        </>
      }
    >
      Debriefed on {sayDate(one.debriefed_at as string)}. {one.verdict && VERDICTS[one.verdict].words}
    </EmptyState>
  );
}
