import type { ComponentChildren } from 'preact';
import type { Kept } from '../core/kept.ts';
import { Select, Textarea } from '../core/ui/inputs.tsx';
import { Keep } from '../core/ui/Keep.tsx';
import { sourceOptions, type Debrief, type Finding, type Rating } from './debrief.ts';

type Resting = Pick<Rating & Finding, 'version' | 'evidence' | 'note_id' | 'agenda_item_id'>;

interface EvidencedProps<T> {
  kept: Kept<T>;
  /** what it is evidence for */
  of: string;
  sources: Debrief['sources'];
  /** shown once there is something to give evidence for */
  open: boolean;
  children: ComponentChildren;
}

/** A judgement, and below it what it rests on: in words, and from which answer or note. */
export function Evidenced<T extends Resting>({ kept: judged, of, sources, open, children }: EvidencedProps<T>) {
  const kept = judged as unknown as Kept<Resting>; // the fields that ratings and findings have in common
  const { values, field } = kept;
  const options = sourceOptions(sources);
  const source = values.note_id ?? values.agenda_item_id ?? '';
  const from = (id: string) => {
    const chosen = sources.find(one => one.id === id);
    field('note_id').onChange(chosen?.kind === 'note' ? id : null);
    field('agenda_item_id').onChange(chosen?.kind === 'agenda_item' ? id : null);
    if (chosen && !values.evidence) field('evidence').onChange(chosen.text);
    void kept.save();
  };
  return (
    <li class="stack debriefs-row">
      {children}
      {(open || values.evidence) && (
        <div class="stack debriefs-row" role="group" aria-label={`What “${of}” rests on`}>
          <Keep of={kept} name="evidence">
            <Textarea {...field('evidence')} label="What did they say or show?" rows={1} />
          </Keep>
          {options.length > 1 && <Select label="Where it comes from" options={options} value={options.some(one => one.value === source) ? source : ''} onChange={from} />}
        </div>
      )}
    </li>
  );
}
