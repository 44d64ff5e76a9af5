import { useForm } from '../core/form.ts';
import { sayAgo } from '../core/time.ts';
import { Button, IconButton } from '../core/ui/Button.tsx';
import { Textarea } from '../core/ui/inputs.tsx';
import { Card } from '../core/ui/surfaces.tsx';
import { changeRehearsal, removeRun, type Rehearsal, type Summary } from './api.ts';

/** What one wants to remember of a rehearsal. */
export function Note({ one, onSaved }: { one: Rehearsal; onSaved: (saved: Rehearsal) => void }) {
  const form = useForm({
    initial: { note: one.note },
    draft: `rehearsal-note-${one.id}`,
    submit: ({ note }) => changeRehearsal(one, one.version, { note }),
    done: saved => {
      form.reset({ note: saved.note });
      onSaved(saved);
    },
  });
  return (
    <form
      class="stack"
      noValidate
      onSubmit={event => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <Textarea {...form.field('note')} error={form.errors.note ?? form.problem} label="What to do differently next time" rows={2} />
      {form.changed && (
        <div class="form-end">
          <span class="spacer" />
          <Button type="submit" size="s" busy={form.busy}>
            Keep note
          </Button>
        </div>
      )}
    </form>
  );
}

/** How the rehearsals went so far, and what to practise. */
export function Record({ talk, all }: { talk: string; all: Summary }) {
  if (!all.count) return null;
  const weak = all.weakest.flatMap(place => all.parts[place] ?? []);
  const rated = all.parts.filter(part => part.rating !== null);
  return (
    <Card title="Your rehearsals" class="stack">
      <p>{all.words}</p>
      {weak.length > 0 && (
        <>
          <h3>Practise these</h3>
          <ul class="lines">
            {weak.map(part => (
              <li key={part.text} class="line-row">
                <span class="line-text clamp">{part.text}</span>
                <span class="line-more">{part.last_rating} of 5</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>One by one</h3>
      <ul class="lines">
        {all.runs.toReversed().map(run => (
          <li key={run.id} class="line-row">
            <span class="line-text">
              {run.words} <span class="line-more">{sayAgo(run.started_at)}</span>
            </span>
            {run.rating !== null && <span class="line-more">{run.rating} of 5</span>}
            <IconButton icon="trash-2" size="s" label={`Delete: ${run.words}`} onClick={() => void removeRun(talk, run)} />
          </li>
        ))}
      </ul>
      {rated.length > 0 && (
        <details>
          <summary>Part by part</summary>
          <ul class="lines">
            {rated.map(part => (
              <li key={`${part.kind} ${part.text}`} class="line-row">
                <span class="line-text clamp">{part.text}</span>
                <span class="line-more">{part.times.flatMap(time => time.rating ?? []).join(' → ')}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}
