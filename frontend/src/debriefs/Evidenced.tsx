import type { ComponentChildren } from 'preact';
import type { Kept } from '../core/kept.ts';
import { Select, Textarea } from '../core/ui/inputs.tsx';
import { Keep } from '../core/ui/Keep.tsx';
import { sourceOptions, type Debrief, type Finding, type Rating } from './debrief.ts';

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
export function Evidenced<T extends Rating | Finding>({ kept, of, sources, open, children }: EvidencedProps<T>) {
  const { values } = kept as Kept<Rating | Finding>;
  const field = (kept as Kept<Rating | Finding>).field;
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
        <>
          <Keep of={kept as Kept<Rating | Finding>} name="evidence">
            <Textarea {...field('evidence')} label={`What did they say or show? ${of}`} hideLabel rows={1} placeholder="What did they say or show?" />
          </Keep>
          {options.length > 1 && (
            <Select label={`Where it comes from: ${of}`} hideLabel options={options} value={options.some(one => one.value === source) ? source : ''} onChange={from} />
          )}
        </>
      )}
    </li>
  );
}
