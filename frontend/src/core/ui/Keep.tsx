import type { ComponentChildren } from 'preact';
import type { Kept, KeptState } from '../kept.ts';
import { Icon } from './Icon.tsx';

const SAID: Record<KeptState, string> = { saving: 'Saving…', saved: 'Saved', unsaved: 'Not saved yet' };

interface KeepProps<T> {
  of: Kept<T>;
  /** the field inside */
  name: keyof T & string;
  class?: string;
  children: ComponentChildren;
}

/** Around one input of a record that saves itself: sends when the focus leaves, and says beside the label how it stands. */
export function Keep<T>({ of, name, class: extra = '', children }: KeepProps<T>) {
  const state = of.stateOf(name);
  return (
    <div
      class={`keep ${extra}`}
      onFocusOut={event => {
        const inside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
        if (!inside) void of.save();
      }}
    >
      {children}
      {state && (
        <span class={`keep-mark keep-${state}`} aria-hidden="true">
          {state === 'saved' && <Icon name="check" />}
          {SAID[state]}
        </span>
      )}
    </div>
  );
}

/** How the whole record stands, told to those who listen; once per page, in its head. */
export function KeptStatus<T>({ of }: { of: Kept<T> }) {
  const { state, problem } = of;
  return (
    <p class="keep-status" role="status">
      {state && (
        <>
          <Icon name={state === 'saved' ? 'check' : state === 'saving' ? 'refresh-cw' : 'circle-alert'} />
          {SAID[state]}
          {state === 'unsaved' && problem && <span class="visually-hidden">. {problem}</span>}
        </>
      )}
    </p>
  );
}
