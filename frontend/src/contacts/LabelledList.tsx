import { useRef } from 'preact/hooks';
import { rendered } from '../core/rendered.ts';
import { Button, IconButton } from '../core/ui/Button.tsx';
import { FieldError } from '../core/ui/Field.tsx';
import { TextInput } from '../core/ui/inputs.tsx';
import type { Contact } from './contact.ts';

type Pairs = Contact['emails'];

interface Props {
  /** of the group: "Email" */
  label: string;
  /** on the button that adds one: "Add an email address" */
  more: string;
  type: 'email' | 'tel' | 'url';
  name: string;
  value: Pairs;
  onChange: (value: Pairs) => void;
  error: string | undefined;
}

/** Several values of one kind, each with what it is for: addresses, numbers, links. */
export function LabelledList({ label, more, type, name, value, onChange, error }: Props) {
  const box = useRef<HTMLFieldSetElement>(null);
  const set = (place: number, part: Partial<Pairs[number]>) => onChange(value.map((one, at) => (at === place ? { ...one, ...part } : one)));
  const focusLast = () => rendered(() => [...(box.current?.querySelectorAll<HTMLElement>('[data-value] input') ?? [])].at(-1)?.focus());
  return (
    <fieldset ref={box} class="field" data-invalid={error ? true : undefined}>
      <legend class="field-label">{label}</legend>
      {value.map((one, place) => (
        <div key={place} class="contact-pair">
          <TextInput label={`${label} ${place + 1}: what for`} hideLabel value={one.label ?? ''} maxLength={60} placeholder="what for" onChange={text => set(place, { label: text || null })} />
          <div data-value>
            <TextInput label={`${label} ${place + 1}`} hideLabel type={type === 'url' ? 'text' : type} name={`${name}-${place}`} value={one.value} onChange={text => set(place, { value: text })} />
          </div>
          <IconButton
            icon="x"
            label={`Remove ${label.toLowerCase()} ${place + 1}`}
            onClick={() => {
              onChange(value.filter((_, at) => at !== place));
              rendered(() => box.current?.querySelector<HTMLElement>('.contact-pair-more button')?.focus());
            }}
          />
        </div>
      ))}
      <FieldError id={`${name}-error`} error={error} />
      <span class="contact-pair-more">
        <Button
          size="s"
          kind="quiet"
          icon="plus"
          onClick={() => {
            onChange([...value, { label: null, value: '' }]);
            focusLast();
          }}
        >
          {more}
        </Button>
      </span>
    </fieldset>
  );
}
