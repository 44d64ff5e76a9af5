import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Field, FieldError, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

type Kind = 'text' | 'email' | 'tel' | 'url' | 'password' | 'search' | 'date' | 'time';

export interface TextInputProps extends FieldProps<string> {
  type?: Kind;
  placeholder?: string;
  autocomplete?: string;
  autofocus?: boolean;
  maxLength?: number;
  icon?: IconName;
  onKeyDown?: (event: TargetedKeyboardEvent<HTMLInputElement>) => void;
}

export function TextInput({ value, onChange, type = 'text', placeholder, autocomplete = 'off', autofocus, maxLength, icon, onKeyDown, name, disabled, ...field }: TextInputProps) {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (autofocus) input.current?.focus();
  }, []);
  return (
    <Field {...field}>
      {({ id, describedBy, invalid }) => (
        <span class="input-box">
          {icon && <Icon name={icon} />}
          <input
            ref={input}
            id={id}
            class="input"
            type={type as 'text'} // the types of the elements differ by it, what we give them does not
            name={name}
            value={value}
            placeholder={placeholder}
            autocomplete={autocomplete}
            data-autofocus={autofocus || undefined}
            maxLength={maxLength}
            disabled={disabled}
            required={field.required}
            aria-invalid={invalid}
            aria-describedby={describedBy}
            onInput={event => onChange(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </span>
      )}
    </Field>
  );
}

export interface TextareaProps extends FieldProps<string> {
  rows?: number;
  placeholder?: string;
  autofocus?: boolean;
  /** shows how much is left; the text is never cut */
  limit?: number;
  onKeyDown?: (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => void;
}

/** Grows with its text (field-sizing, and `rows` where the browser has none). */
export function Textarea({ value, onChange, rows = 3, placeholder, autofocus, limit, onKeyDown, name, disabled, ...field }: TextareaProps) {
  const input = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (autofocus) input.current?.focus();
  }, []);
  const left = limit === undefined ? undefined : limit - value.length;
  return (
    <Field {...field} aside={left !== undefined && <span class={left < 0 ? 'counter counter-over' : 'counter'}>{left < 0 ? `${-left} too many` : `${left} left`}</span>}>
      {({ id, describedBy, invalid }) => (
        <textarea
          ref={input}
          id={id}
          class="input textarea"
          name={name}
          rows={rows}
          value={value}
          placeholder={placeholder}
          data-autofocus={autofocus || undefined}
          disabled={disabled}
          required={field.required}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          onInput={event => onChange(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      )}
    </Field>
  );
}

export interface NumberInputProps extends FieldProps<number | null> {
  min?: number;
  max?: number;
  step?: number;
  /** after the number: "minutes" */
  unit?: string;
}

/** An empty box is null, never 0. */
export function NumberInput({ value, onChange, min, max, step, unit, name, disabled, ...field }: NumberInputProps) {
  return (
    <Field {...field}>
      {({ id, describedBy, invalid }) => (
        <span class="input-box input-number">
          <input
            id={id}
            class="input"
            type="number"
            inputMode="numeric"
            name={name}
            value={value ?? ''}
            min={min}
            max={max}
            step={step}
            disabled={disabled}
            required={field.required}
            aria-invalid={invalid}
            aria-describedby={describedBy}
            onInput={event => onChange(event.currentTarget.value === '' ? null : event.currentTarget.valueAsNumber)}
          />
          {unit && <span class="input-unit">{unit}</span>}
        </span>
      )}
    </Field>
  );
}

export interface Option<V extends string> {
  value: V;
  label: string;
  /** a second line, for radios */
  hint?: string;
  disabled?: boolean;
}

export interface SelectProps<V extends string> extends FieldProps<V> {
  options: readonly Option<V>[];
}

export function Select<V extends string>({ value, onChange, options, name, disabled, ...field }: SelectProps<V>) {
  return (
    <Field {...field}>
      {({ id, describedBy, invalid }) => (
        <span class="select-box">
          <select
            id={id}
            class="input select"
            name={name}
            value={value}
            disabled={disabled}
            required={field.required}
            aria-invalid={invalid}
            aria-describedby={describedBy}
            onChange={event => onChange(event.currentTarget.value as V)}
          >
            {options.map(option => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="chevrons-up-down" />
        </span>
      )}
    </Field>
  );
}

interface ToggleProps extends FieldProps<boolean> {
  indeterminate?: boolean;
}

function Toggle({ label, value, onChange, name, error, hint, required, disabled, hideLabel, indeterminate = false, look }: ToggleProps & { look: 'check' | 'switch' }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <div class="field toggle">
      <label class="toggle-row" for={id}>
        <input
          ref={input}
          id={id}
          class={look}
          type="checkbox"
          role={look === 'switch' ? 'switch' : undefined}
          name={name}
          checked={value}
          disabled={disabled}
          required={required}
          aria-invalid={error ? true : undefined}
          aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}
          onChange={event => onChange(event.currentTarget.checked)}
        />
        <span class={hideLabel ? 'visually-hidden' : ''}>{label}</span>
      </label>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

export const Checkbox = (props: ToggleProps) => <Toggle {...props} look="check" />;

/** For what takes effect at once; inside a form that is saved use Checkbox. */
export const Switch = (props: ToggleProps) => <Toggle {...props} look="switch" />;

export interface RadioGroupProps<V extends string> extends FieldProps<V> {
  options: readonly Option<V>[];
  /** segments: few short choices side by side */
  look?: 'list' | 'segments';
}

export function RadioGroup<V extends string>({ label, value, onChange, options, name, error, hint, required, disabled, hideLabel, look = 'list' }: RadioGroupProps<V>) {
  const id = useId();
  return (
    <fieldset class={`field radios radios-${look}`} disabled={disabled} data-invalid={error ? true : undefined} aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}>
      <legend class={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</legend>
      <div class="radios-row">
        {options.map(option => (
          <label key={option.value} class="radio-row">
            <input
              type="radio"
              class="radio"
              name={name ?? id}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              required={required}
              onChange={() => onChange(option.value)}
            />
            <span>
              {option.label}
              {option.hint && <small>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  );
}
