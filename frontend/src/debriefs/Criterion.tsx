import { sayNumber, type CriterionEvidence } from '../careers/evidence.ts';
import { Badge } from '../core/ui/surfaces.tsx';
import { sayWho, STRENGTHS, type Said } from './debrief.ts';
import { Scale } from './Scale.tsx';

/** The spread of what was heard, and how much that is. */
export function Spread({ of }: { of: CriterionEvidence }) {
  const { label, tone } = STRENGTHS[of.strength];
  const tested = of.ratings.length > 0;
  return (
    <>
      <Scale {...(tested && { low: of.low, high: of.high })} ratings={of.ratings.map(each => each.rating)} />
      <Badge tone={tone}>{label}</Badge>
    </>
  );
}

/** Who said what in which talk: in the words in which it was written down. */
export function SaidLine({ said, mark }: { said: Said; mark: string }) {
  return (
    <li>
      <strong>{mark}</strong> <a href={`/interviews/${said.interview_id}/debrief`}>{said.contact_name}</a> <small class="muted">{sayWho(said)}</small>
      {said.evidence && (
        <p class="line-more">
          {said.evidence} {said.note_id ? <a href={`/notes/${said.note_id}`}>The note</a> : said.agenda_item_id && <a href={`/interviews/${said.interview_id}`}>The answer</a>}
        </p>
      )}
    </li>
  );
}

/** One criterion with all that was said: the picture, and the same as a list. */
export function CriterionCard({ of }: { of: CriterionEvidence }) {
  return (
    <li class="stack debriefs-row">
      <h3>
        {of.name} <small class="muted">weight {of.weight}</small>
      </h3>
      <Spread of={of} />
      {of.ratings.length > 0 && (
        <ul class="stack debriefs-row">
          {of.ratings.map(said => (
            <SaidLine key={said.interview_id} said={said} mark={sayNumber(said.rating)} />
          ))}
        </ul>
      )}
    </li>
  );
}
