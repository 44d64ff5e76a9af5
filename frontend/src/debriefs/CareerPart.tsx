import type { Signal } from '@preact/signals';
import { useKept, type Kept } from '../core/kept.ts';
import { RadioGroup } from '../core/ui/inputs.tsx';
import { Keep } from '../core/ui/Keep.tsx';
import { keepFinding, keepRating, readDebrief, sendFinding, sendRating } from './api.ts';
import { sayRating, type Debrief, type Finding, type Rating } from './debrief.ts';
import { Evidenced } from './Evidenced.tsx';

type Latest = Signal<Pick<Kept<unknown>, 'state' | 'problem'> | null>;
type Career = Debrief['careers'][number];

interface PartProps {
  debrief: Debrief;
  career: Career;
  /** what was last worked on, whose state the page's head tells */
  latest: Latest;
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
] as const;

/** What the talk says of one career: each criterion, then each assumption. */
export function CareerPart({ debrief, career, latest }: PartProps) {
  return (
    <section class="stack" aria-labelledby={`career-${career.id}`}>
      <h2 id={`career-${career.id}`}>{career.title}</h2>
      {career.ratings.length > 0 && <p class="muted">From −2, it speaks strongly against this work for you, to +2, strongly for it.</p>}
      {career.ratings.length ? (
        <ul class="lines">
          {career.ratings.map(one => (
            <RatingRow key={one.criterion_id} debrief={debrief} career={career} one={one} latest={latest} />
          ))}
        </ul>
      ) : (
        <p class="muted">
          <a href="/profile?at=criteria">Say what matters to you</a>, and every talk can be held against it.
        </p>
      )}
      {career.findings.length > 0 && (
        <>
          <h3>What you took for true</h3>
          <ul class="lines">
            {career.findings.map(one => (
              <FindingRow key={one.assumption_id} debrief={debrief} career={career} one={one} latest={latest} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function RatingRow({ debrief, career, one, latest }: PartProps & { one: Rating }) {
  const same = (of: Debrief) => of.careers.find(each => each.id === career.id)?.ratings.find(each => each.criterion_id === one.criterion_id) ?? one;
  const kept = useKept<Rating>({
    record: one,
    title: one.name,
    send: sendRating(debrief.id, career.id, one.criterion_id),
    reload: async () => same(await readDebrief(debrief.id)),
    done: keepRating(debrief.id, career.id),
    draft: `rating-${debrief.id}-${career.id}-${one.criterion_id}`,
  });
  const { rating } = kept.values;
  return (
    <Evidenced kept={kept} of={one.name} sources={debrief.sources} open={rating !== null}>
      <Keep of={kept} name="rating">
        <RadioGroup
          {...kept.field('rating')}
          name={`${career.id}-${one.criterion_id}`}
          label={one.name}
          look="segments"
          options={SCORES}
          value={rating === null ? '' : String(rating)}
          hint={rating === null ? undefined : sayRating(rating)}
          onChange={value => {
            latest.value = kept;
            kept.field('rating').onChange(value ? Number(value) : null);
            void kept.save();
          }}
        />
      </Keep>
    </Evidenced>
  );
}

function FindingRow({ debrief, career, one, latest }: PartProps & { one: Finding }) {
  const same = (of: Debrief) => of.careers.find(each => each.id === career.id)?.findings.find(each => each.assumption_id === one.assumption_id) ?? one;
  const kept = useKept<Finding>({
    record: one,
    title: one.claim,
    send: sendFinding(debrief.id, one.assumption_id),
    reload: async () => same(await readDebrief(debrief.id)),
    done: keepFinding(debrief.id),
    draft: `finding-${debrief.id}-${one.assumption_id}`,
  });
  const { finding, found } = kept.values;
  return (
    <Evidenced kept={kept} of={one.claim} sources={debrief.sources} open={finding !== 'open'}>
      <Keep of={kept} name="finding">
        <RadioGroup
          {...kept.field('finding')}
          name={one.assumption_id}
          label={one.claim}
          look="segments"
          options={FINDINGS}
          hint={found === 'contested' ? 'Your talks contradict each other here: it stays open until more people have spoken.' : undefined}
          onChange={value => {
            latest.value = kept;
            kept.field('finding').onChange(value);
            void kept.save();
          }}
        />
      </Keep>
    </Evidenced>
  );
}
