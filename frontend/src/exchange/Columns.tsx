import { useSignal } from '@preact/signals';
import { keysOf } from '../contacts/labels.ts';
import { Button } from '../core/ui/Button.tsx';
import { Select } from '../core/ui/inputs.tsx';
import { Card } from '../core/ui/surfaces.tsx';
import { FIELDS, type FieldName, type Import } from './batch.ts';

const FEW = 12;
const CHOICES = keysOf(FIELDS).map(value => ({ value, label: FIELDS[value] }));

/** What each column is taken as, beside what stands in it. Folded away where the program that wrote the file is known. */
export function Columns({ one, onChange }: { one: Import; onChange: (index: number, field: FieldName) => void }) {
  const open = useSignal(one.format === 'other' || one.needs_names);
  const all = useSignal(one.columns.length <= FEW);
  const taken = one.columns.filter(column => column.field !== 'ignore');
  const shown = all.value ? one.columns : one.columns.filter(column => column.field !== 'ignore' || column.proposed !== 'ignore');
  return (
    <Card
      title="Columns"
      actions={
        <Button size="s" kind="quiet" aria-expanded={open.value} onClick={() => (open.value = !open.value)}>
          {open.value ? 'Hide' : `Show ${taken.length} of ${one.columns.length}`}
        </Button>
      }
    >
      {open.value ? (
        <>
          <ul class="lines exchange-columns">
            {shown.map(column => (
              <li key={column.index} class="grid grid-fit">
                <div>
                  <strong>{column.name || `Column ${column.index + 1}`}</strong>
                  <small class="muted clamp">{column.samples.length ? column.samples.join(' · ') : 'empty'}</small>
                </div>
                <Select label={`${column.name || `Column ${column.index + 1}`} is`} hideLabel value={column.field} options={CHOICES} onChange={field => onChange(column.index, field)} />
              </li>
            ))}
          </ul>
          {!all.value && shown.length < one.columns.length && (
            <Button size="s" kind="quiet" onClick={() => (all.value = true)}>
              Show the {one.columns.length - shown.length} columns that are left out
            </Button>
          )}
        </>
      ) : (
        <p class="muted">{taken.length ? `Recognized: ${[...new Set(taken.map(column => FIELDS[column.field].toLowerCase()))].join(', ')}.` : 'None is taken yet.'}</p>
      )}
    </Card>
  );
}
