import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Field, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';
import { useListbox } from './listbox.ts';
import { ListboxPopup } from './ListboxPopup.tsx';

export interface TagInputProps extends FieldProps<string[]> {
  /** tags in use elsewhere, offered while typing */
  suggestions?: readonly string[];
  placeholder?: string;
}

/** Several short words: Enter or a comma adds one, Backspace in the empty box takes the last one away. */
export function TagInput({ value, onChange, suggestions = [], placeholder, name, disabled, ...field }: TagInputProps) {
  const text = useSignal('');
  const input = useRef<HTMLInputElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const has = (tag: string) => value.some(one => one.toLowerCase() === tag.toLowerCase());
  const typed = text.value.trim().toLowerCase();
  const rows = suggestions.filter(tag => !has(tag) && tag.toLowerCase().includes(typed)).slice(0, 8);

  const add = (raw: string) => {
    const tags = raw.split(',').map(tag => tag.trim()).filter(tag => tag && !has(tag));
    if (tags.length) onChange([...value, ...new Set(tags)]);
    text.value = '';
    box.active.value = -1;
    box.open.value = false;
  };
  const remove = (tag: string) => {
    onChange(value.filter(one => one !== tag));
    input.current?.focus();
  };
  const pick = (index: number) => add(rows[index] ?? '');
  const box = useListbox({ count: () => rows.length, pick });
  const open = box.open.value && rows.length > 0;

  return (
    <Field {...field}>
      {({ id, describedBy, invalid }) => (
        <div ref={frame} class="input tags" data-disabled={disabled || undefined}>
          {value.map(tag => (
            <span key={tag} class="tag">
              {tag}
              <button type="button" aria-label={`Remove ${tag}`} disabled={disabled} onClick={() => remove(tag)}>
                <Icon name="x" />
              </button>
            </span>
          ))}
          <input
            ref={input}
            id={id}
            name={name}
            value={text.value}
            placeholder={value.length ? undefined : placeholder}
            disabled={disabled}
            aria-invalid={invalid}
            aria-describedby={describedBy}
            {...box.input()}
            class="bare"
            role="combobox"
            aria-expanded={open}
            aria-controls={open ? box.id : undefined}
            onInput={event => {
              const now = event.currentTarget.value;
              if (now.includes(',')) add(now);
              else {
                text.value = now;
                box.open.value = now.trim() !== '';
                box.active.value = -1;
              }
            }}
            onKeyDown={event => {
              if (box.onKey(event)) return;
              if (event.key === 'Enter' && typed && !event.ctrlKey && !event.metaKey) {
                event.preventDefault();
                add(text.value);
              } else if (event.key === 'Backspace' && !text.value && value.length) {
                onChange(value.slice(0, -1));
              }
            }}
            onBlur={() => add(text.value)}
          />
          <span class="visually-hidden" role="status">
            {value.length ? `${value.length} chosen: ${value.join(', ')}` : ''}
          </span>
          {open && (
            <ListboxPopup box={box} label={field.label} anchor={frame} pick={pick} options={rows.map(tag => ({ key: tag, content: tag }))} />
          )}
        </div>
      )}
    </Field>
  );
}
