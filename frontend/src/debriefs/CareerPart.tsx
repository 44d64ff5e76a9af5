import type { Signal } from '@preact/signals';
import { useKept, type Kept } from '../core/kept.ts';
import { RadioGroup, Select, Textarea } from '../core/ui/inputs.tsx';
import { Keep } from '../core/ui/Keep.tsx';
import { judgedIn, keepJudged, readDebrief, sendJudged } from './api.ts';
import { sayRating, sourceOptions, type Debrief, type Finding, type Judged, type Rating } from './debrief.ts';

interface PartProps {
  debrief: Debrief;
  career: Debrief['careers'][number];
  /** what was last worked on, whose state the page's head tells */
  latest: Signal<Pick<Kept<unknown>, 'state' | 'problem'> | null>;
}

const SCORES = [
  { value: '-2', label: '−2' },
  { value: '-1', label: '−1' },
  { value: '0', label: '0' },
  { value: '1', label: '+1' },
  { value: '2', label: '+2' },
  { value: '', label: 'Not said' },
];
const FINDINGS = [
  { value: 'confirmed', label: 'Confirmed' },
  { value: 'refuted', label: 'Refuted' },
  { value: 'open', label: 'Still open' },
];

/** What the talk says of one career: each criterion, then each assumption. */
export function CareerPart(props: PartProps) {
  const { id, title, ratings, findings } = props.career;
  const rows = (of: (Rating | Finding)[]) => (
    <ul class="lines">
      {of.map(one => (
        <Row key={'rating' in one ? one.criterion_id : one.assumption_id} one={one} {...props} />
      ))}
    </ul>
  );
  return (
    <section class="stack" aria-labelledby={`career-${id}`}>
      <h2 id={`career-${id}`}>{title}</h2>
      {ratings.length ? (
        <>
          <p class="muted">From −2, it speaks strongly against this work for you, to +2, strongly for it.</p>
          {rows(ratings)}
        </>
      ) : (
        <p class="muted">
          <a href="/profile?at=criteria">Say what matters to you</a>, and every talk can be held against it.
        </p>
      )}
      {findings.length > 0 && (
        <>
          <h3>What you took for true</h3>
          {rows(findings)}
        </>
      )}
    </section>
  );
}

/** A judgement, and below it what it rests on: in words, and from which answer or note. */
function Row({ debrief, career, one, latest }: PartProps & { one: Rating | Finding }) {
  const rated = 'rating' in one;
  const [what, id, title] = rated ? (['rating', one.criterion_id, one.name] as const) : (['finding', one.assumption_id, one.claim] as const);
  const kept = useKept<Judged>({
    record: one as Judged,
    title,
    send: sendJudged(debrief.id, career.id, one),
    reload: async () => judgedIn(await readDebrief(debrief.id), career.id, id) ?? (one as Judged),
    done: keepJudged(debrief.id, career.id, id),
    draft: `${what}-${debrief.id}-${career.id}-${id}`,
  });
  const { rating, finding, found, evidence, note_id, agenda_item_id } = kept.values;
  const hint = rated ? rating !== null && sayRating(rating) : found === 'contested' && 'Your talks contradict each other here: it stays open until more people have spoken.';
  const options = sourceOptions(debrief.sources);
  const source = note_id ?? agenda_item_id ?? '';
  const from = (of: string) => {
    const chosen = debrief.sources.find(each => each.id === of);
    kept.field('note_id').onChange(chosen?.kind === 'note' ? of : null);
    kept.field('agenda_item_id').onChange(chosen?.kind === 'agenda_item' ? of : null);
    if (chosen && !evidence) kept.field('evidence').onChange(chosen.text);
    void kept.save();
  };
  return (
    <li class="stack debriefs-row" onInput={() => (latest.value = kept)}>
      <Keep of={kept} name={what}>
        <RadioGroup
          label={title}
          name={`${career.id}-${id}`}
          look="segments"
          options={rated ? SCORES : FINDINGS}
          value={rated ? String(rating ?? '') : finding}
          hint={hint || undefined}
          error={kept.field(what).error}
          onChange={value => {
            kept.field(what).onChange((rated ? (value ? +value : null) : value) as never);
            void kept.save();
          }}
        />
      </Keep>
      {((rated ? rating !== null : finding !== 'open') || evidence) && (
        <div class="stack debriefs-row" role="group" aria-label={`What “${title}” rests on`}>
          <Keep of={kept} name="evidence">
            <Textarea {...kept.field('evidence')} label="What did they say or show?" rows={1} />
          </Keep>
          {options.length > 1 && <Select label="Where it comes from" options={options} value={options.some(each => each.value === source) ? source : ''} onChange={from} />}
        </div>
      )}
    </li>
  );
}
