import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { FormState } from '../form.ts';
import { rendered } from '../rendered.ts';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';

interface FormProps<T extends object> {
  form: FormState<T>;
  /** words on the button that sends it: a verb of the person, "Add person" */
  submit?: string;
  onCancel?: () => void;
  /** beside the button, at the start of the row */
  aside?: ComponentChildren;
  class?: string;
  children: ComponentChildren;
}

/** A form that shows the server's refusals, moves the focus to the first wrong field, and is sent by Ctrl/⌘ Enter too. */
export function Form<T extends object>({ form, submit = 'Save', onCancel, aside, class: extra = '', children }: FormProps<T>) {
  const element = useRef<HTMLFormElement>(null);
  const send = async () => {
    if (await form.submit()) return;
    rendered(() => element.current?.querySelector<HTMLElement>('[aria-invalid=true], [data-invalid] input, .banner')?.focus());
  };
  return (
    // Ctrl Enter is a second way to press the button inside
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions
    <form
      ref={element}
      class={`form ${extra}`}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={event => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
          event.preventDefault();
          void send();
        }
      }}
    >
      {form.problem && <Banner kind="problem">{form.problem}</Banner>}
      {children}
      <div class="form-end">
        {aside}
        <span class="spacer" />
        {onCancel && (
          <Button kind="quiet" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button kind="primary" type="submit" busy={form.busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
