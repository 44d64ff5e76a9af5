import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './Icon.tsx';

/** What every input takes. `value`, `onChange`, `error` and `name` come from `form.field('name')`. */
export interface FieldProps<T> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  name?: string;
  error?: string | undefined;
  hint?: ComponentChildren;
  required?: boolean;
  disabled?: boolean;
  /** the label is only for those who cannot see the screen; for search boxes and table cells */
  hideLabel?: boolean;
}

export interface FieldIds {
  id: string;
  describedBy: string | undefined;
  invalid: true | undefined;
}

interface Shell extends Pick<FieldProps<unknown>, 'label' | 'error' | 'hint' | 'required' | 'hideLabel'> {
  class?: string;
  /** beside the label, at its end: a counter, a link */
  aside?: ComponentChildren;
  children: (ids: FieldIds) => ComponentChildren;
}

/** Label, hint and error around one control, tied to it by id. */
export function Field({ label, error, hint, required, hideLabel, aside, class: extra = '', children }: Shell) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class={`field ${extra}`}>
      <div class={hideLabel ? 'visually-hidden' : 'field-head'}>
        <label for={id}>
          {label}
          {required === false && <span class="field-optional"> optional</span>}
        </label>
        {aside}
      </div>
      {children({ id, describedBy: described || undefined, invalid: error ? true : undefined })}
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  if (!error) return null;
  return (
    <p class="field-error" id={id}>
      <Icon name="circle-alert" />
      {error}
    </p>
  );
}
