import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { useLater } from '../later.ts';
import type { FieldProps } from './Field.tsx';
import { Textarea } from './inputs.tsx';

const drawer = () => import('./Markdown.tsx');

interface MarkdownAreaProps extends FieldProps<string> {
  rows?: number;
  placeholder?: string;
  autofocus?: boolean;
  /** the level of a `#` in the preview: 3 below an <h2> */
  level?: 2 | 3 | 4;
}

/** Plain text with Markdown in it, and a look at how it reads. Nothing is taken away from the plain text. */
export function MarkdownArea({ level = 3, ...field }: MarkdownAreaProps) {
  const reading = useSignal(false);
  const id = useId();
  const Markdown = useLater(drawer, reading.value);
  return (
    <div class="md-area">
      {reading.value ? (
        <div class="field">
          <div class={field.hideLabel ? 'visually-hidden' : 'field-head'}>
            <span class="field-label" id={id}>
              {field.label}
            </span>
          </div>
          <div class="dashed md-preview" role="group" aria-label={`${field.label}, as it reads`}>
            {field.value.trim() ? Markdown && <Markdown text={field.value} level={level} /> : <p class="muted">Nothing written yet.</p>}
          </div>
        </div>
      ) : (
        <Textarea {...field} />
      )}
      <button type="button" class="md-switch" aria-pressed={reading.value} disabled={!reading.value && !field.value.trim()} onClick={() => (reading.value = !reading.value)}>
        Preview<span class="visually-hidden"> of {field.label}</span>
      </button>
    </div>
  );
}

/** Markdown that arrives with its own chunk; until then the text as it was written. */
export function Prose({ text, level = 3 }: { text: string; level?: 2 | 3 | 4 }) {
  const Markdown = useLater(drawer, true);
  return Markdown ? <Markdown text={text} level={level} /> : <div class="prose md-plain">{text}</div>;
}
