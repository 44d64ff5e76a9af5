import { useSignal } from '@preact/signals';
import { conflict } from '../edit.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

function say(value: unknown): string {
  if (value === null || value === undefined || value === '') return '(empty)';
  if (Array.isArray(value)) return value.length ? value.map(say).join(', ') : '(none)';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') return Object.values(value).filter(part => part !== null && part !== '').map(say).join(' · ');
  return String(value);
}

/** Both versions, field by field; nothing is chosen silently and nothing typed is dropped. */
export default function ConflictDialog() {
  const now = conflict.value;
  const picks = useSignal<Record<string, 'mine' | 'theirs'>>({});
  if (!now) return null;
  const pick = (name: string) => picks.value[name] ?? 'mine';
  const all = (side: 'mine' | 'theirs') => {
    picks.value = Object.fromEntries(now.fields.map(field => [field.name, side]));
  };
  return (
    <Dialog title="Changed in two places" look="wide" closeOutside={false} onClose={() => now.settle(null)}>
      <div class="stack">
        <p>
          While you were editing <strong>{now.title}</strong>, it was also changed somewhere else, perhaps by you in another window. Choose what to keep.
        </p>
        <div class="row">
          <Button size="s" onClick={() => all('mine')}>
            Keep all of mine
          </Button>
          <Button size="s" onClick={() => all('theirs')}>
            Take all of the other
          </Button>
        </div>
        {now.fields.map(field => (
          <fieldset key={field.name} class="grid grid-fit conflict">
            <legend class="field-label">{field.label}</legend>
            {(['mine', 'theirs'] as const).map(side => (
              // eslint-disable-next-line jsx-a11y-x/label-has-associated-control -- the rule does not see through nested text
              <label key={side} class="choice top">
                <input
                  type="radio"
                  class="radio"
                  name={field.name}
                  checked={pick(field.name) === side}
                  onChange={() => {
                    picks.value = { ...picks.value, [field.name]: side };
                  }}
                />
                <span>
                  <small>{side === 'mine' ? 'Yours' : 'The other'}</small>
                  <span class="words">{field.words?.(field[side]) ?? say(field[side])}</span>
                </span>
              </label>
            ))}
          </fieldset>
        ))}
        <div class="form-end">
          <span class="spacer" />
          <Button kind="quiet" onClick={() => now.settle(null)}>
            Go on editing
          </Button>
          <Button kind="primary" onClick={() => now.settle(Object.fromEntries(now.fields.map(field => [field.name, field[pick(field.name)]])))}>
            Save this choice
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
