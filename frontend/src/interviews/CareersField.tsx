import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { invalidate } from '../core/query.ts';
import { Combobox } from '../core/ui/Combobox.tsx';
import { FieldError, type FieldProps } from '../core/ui/Field.tsx';
import { addCareer, useCareers } from './people.ts';

/** So many can be pressed at once; the others are found by typing. */
const IN_VIEW = 6;

/** The careers a talk is about: one press each, and a new one on the spot. */
export function CareersField({ label, value, onChange, hint, error }: Pick<FieldProps<string[]>, 'label' | 'value' | 'onChange' | 'hint' | 'error'>) {
  const id = useId();
  const all = useCareers().data?.items ?? [];
  const added = useSignal<{ id: string; title: string }[]>([]);
  const known = [...all, ...added.value.filter(one => !all.some(other => other.id === one.id))];
  const shown = known.filter((career, place) => place < IN_VIEW || value.includes(career.id));
  const toggle = (career: string, on: boolean) => onChange(on ? [...value, career] : value.filter(one => one !== career));
  return (
    <fieldset class="field" aria-describedby={error ? `${id}-error` : undefined}>
      <legend class="field-label">{label}</legend>
      <div class="stack gap-2">
        {shown.length > 0 && (
          <div class="row gap-2">
            {shown.map(career => (
              <label key={career.id} class="choice">
                <input type="checkbox" class="check" checked={value.includes(career.id)} onChange={event => toggle(career.id, event.currentTarget.checked)} />
                <span>{career.title}</span>
              </label>
            ))}
          </div>
        )}
        <Combobox
          label={shown.length ? 'Another career' : 'A career'}
          hideLabel
          placeholder={shown.length ? 'Another career' : 'Type a career, such as Clinical data manager'}
          value={null}
          onChange={choice => choice && !value.includes(choice.value) && onChange([...value, choice.value])}
          find={text => known.filter(one => !value.includes(one.id) && one.title.toLowerCase().includes(text.toLowerCase())).map(one => ({ value: one.id, label: one.title }))}
          create={async title => {
            const career = await addCareer(title);
            added.value = [...added.value, { id: career.id, title: career.title }];
            invalidate(['careers']);
            return { value: career.id, label: career.title };
          }}
        />
      </div>
      {hint && <p class="field-hint">{hint}</p>}
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  );
}
