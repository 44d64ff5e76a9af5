import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Field, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';
import { useListbox } from './listbox.ts';
import { ListboxPopup } from './ListboxPopup.tsx';

export interface Choice {
  value: string;
  label: string;
  hint?: string;
}

export interface ComboboxProps extends FieldProps<Choice | null> {
  /** what fits the text; asked 150 ms after the last key when it is a promise. At most 50 are shown. */
  find: (text: string, abort: AbortSignal) => Choice[] | Promise<Choice[]>;
  /** offers `Add “text”` when nothing has that very name */
  create?: (text: string) => Promise<Choice>;
  placeholder?: string;
}

/** One of many, by typing (ARIA 1.2 combobox with a list). Text that names nothing is put back on leaving. */
export function Combobox({ value, onChange, find, create, placeholder, name, disabled, ...field }: ComboboxProps) {
  const text = useSignal(value?.label ?? '');
  const choices = useSignal<Choice[]>([]);
  const searching = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  const abort = useRef<AbortController | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const typed = text.value.trim();
  const exact = choices.value.some(choice => choice.label.toLowerCase() === typed.toLowerCase());
  const rows: (Choice & { fresh?: boolean })[] = choices.value.slice(0, 50);
  if (create && typed && !exact && !searching.value) rows.push({ value: '', label: typed, fresh: true });

  const pick = async (index: number) => {
    const row = rows[index];
    if (!row) return;
    box.open.value = false;
    box.active.value = -1;
    text.value = row.label;
    const choice = row.fresh ? await create?.(row.label).catch(() => undefined) : row;
    if (choice) onChange({ value: choice.value, label: choice.label });
    else text.value = value?.label ?? '';
  };
  const box = useListbox({ count: () => rows.length, pick: index => void pick(index) });

  const search = (of: string) => {
    abort.current?.abort();
    clearTimeout(timer.current);
    const mine = (abort.current = new AbortController());
    const found = find(of, mine.signal);
    if (Array.isArray(found)) {
      choices.value = found;
      return;
    }
    searching.value = true;
    found
      .then(list => {
        if (!mine.signal.aborted) choices.value = list;
      })
      .catch(() => undefined) // the list stays as it was; the next key asks again
      .finally(() => {
        if (!mine.signal.aborted) searching.value = false;
      });
  };

  // another value from outside, such as a form that was reset
  useEffect(() => {
    text.value = value?.label ?? '';
  }, [value?.value, value?.label]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      abort.current?.abort();
    },
    [],
  );

  const open = () => {
    if (box.open.value) return;
    search(text.value === value?.label ? '' : text.value.trim());
    box.open.value = true;
  };

  return (
    <Field {...field}>
      {({ id, describedBy, invalid }) => (
        <span class="select-box">
          <input
            ref={input}
            id={id}
            class="input select"
            name={name}
            value={text.value}
            placeholder={placeholder}
            disabled={disabled}
            required={field.required}
            aria-invalid={invalid}
            aria-describedby={describedBy}
            {...box.input()}
            onClick={open}
            onInput={event => {
              text.value = event.currentTarget.value;
              box.open.value = true;
              box.active.value = -1;
              clearTimeout(timer.current);
              timer.current = setTimeout(() => search(text.value.trim()), 150);
              if (!text.value) onChange(null);
            }}
            onKeyDown={event => {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') open();
              box.onKey(event);
            }}
            onBlur={() => {
              box.open.value = false;
              box.active.value = -1;
              if (text.value !== value?.label) text.value = value?.label ?? '';
            }}
          />
          <Icon name="chevrons-up-down" />
          <span class="visually-hidden" role="status">
            {box.open.value && !searching.value ? `${rows.length} to choose from` : ''}
          </span>
          {box.open.value && (
            <ListboxPopup
              box={box}
              label={field.label}
              anchor={input}
              pick={index => void pick(index)}
              empty={searching.value ? 'Searching…' : 'Nothing by that name'}
              options={rows.map(row => ({
                key: row.fresh ? '+' : row.value,
                content: row.fresh ? (
                  <>
                    <Icon name="plus" /> Add “{row.label}”
                  </>
                ) : (
                  <>
                    {row.label}
                    {row.hint && <small>{row.hint}</small>}
                  </>
                ),
              }))}
            />
          )}
        </span>
      )}
    </Field>
  );
}
