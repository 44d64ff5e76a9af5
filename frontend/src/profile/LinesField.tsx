import { useSignal } from '@preact/signals';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { FieldProps } from '../core/ui/Field.tsx';
import { FieldError } from '../core/ui/Field.tsx';
import { linesOf } from './profile.ts';

const MOST = 100; // lines, and characters of one, as the contract has them
const LONGEST = 300;

interface LinesFieldProps extends FieldProps<string[]> {
  placeholder: string;
}

/** Several short sentences, one below the other, as on paper: Enter begins the next, an emptied one goes away. */
export function LinesField({ label, value, onChange, name, error, hint, placeholder }: LinesFieldProps) {
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  // what is on screen: the lines, and those still empty; the last is always there to go on in
  const rows = useSignal<string[]>([...value, '']);
  const wanted = useRef<number | null>(null);

  const shown = rows.value.filter(row => row.trim());
  useEffect(() => {
    if (JSON.stringify(shown.map(row => row.trim())) !== JSON.stringify(value)) rows.value = [...value, ''];
  }, [JSON.stringify(value)]);
  const goTo = (place: number) => {
    const input = list.current?.querySelectorAll('textarea')[place];
    input?.focus();
    input?.setSelectionRange(input.value.length, input.value.length);
  };
  // before the next key can come: it belongs to the new line
  useLayoutEffect(() => {
    if (wanted.current !== null) goTo(wanted.current);
    wanted.current = null;
  });

  const put = (next: string[], focus?: number) => {
    if (next.at(-1)?.trim() && next.length < MOST) next.push('');
    rows.value = next;
    if (focus !== undefined) wanted.current = focus;
    onChange(next.map(row => row.trim()).filter(Boolean));
  };

  const onKeyDown = (event: KeyboardEvent, place: number) => {
    const row = rows.peek()[place] ?? '';
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      const next = rows.peek()[place + 1];
      if (!row.trim()) return;
      if (next === undefined || next.trim()) put([...rows.peek().slice(0, place + 1), '', ...rows.peek().slice(place + 1)], place + 1);
      else goTo(place + 1);
    } else if (event.key === 'Backspace' && !row && place > 0) {
      event.preventDefault();
      put(rows.peek().filter((_, other) => other !== place), place - 1);
    }
  };

  return (
    <fieldset class="field" aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined} data-invalid={error ? true : undefined}>
      <legend class="field-label">{label}</legend>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <ol ref={list} class="profile-lines">
        {rows.value.map((row, place) => (
          <li key={place}>
            <textarea
              rows={1}
              class="bare profile-line"
              name={place === 0 ? name : undefined}
              aria-label={row ? `${label} ${place + 1}` : `${label} Add one`}
              maxLength={LONGEST}
              value={row}
              placeholder={place === rows.value.length - 1 ? (place ? 'Anything else?' : placeholder) : undefined}
              onInput={event => {
                const lines = event.currentTarget.value.includes('\n') ? linesOf(event.currentTarget.value) : [event.currentTarget.value];
                put([...rows.peek().slice(0, place), ...lines.map(line => line.slice(0, LONGEST)), ...rows.peek().slice(place + 1)].slice(0, MOST), lines.length > 1 ? place + lines.length : undefined);
              }}
              onKeyDown={event => onKeyDown(event, place)}
              onBlur={() => {
                if (!row.trim() && place < rows.peek().length - 1) put(rows.peek().filter((_, other) => other !== place));
              }}
            />
          </li>
        ))}
      </ol>
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  );
}
