import { useSignal, type Signal } from '@preact/signals';
import { useId } from 'preact/hooks';

interface ListboxOptions {
  /** how many options there are now */
  count: () => number;
  /** Enter on an option, or a press on it */
  pick: (index: number) => void;
}

export interface Listbox {
  id: string;
  open: Signal<boolean>;
  active: Signal<number>;
  optionId: (index: number) => string;
  /** for the input: role and state (ARIA 1.2 combobox); the focus never leaves it */
  input: () => {
    role: 'combobox';
    autocomplete: 'off';
    'aria-autocomplete': 'list';
    'aria-expanded': boolean;
    'aria-controls': string | undefined;
    'aria-activedescendant': string | undefined;
  };
  /** true when the key was taken */
  onKey: (event: KeyboardEvent) => boolean;
}

/** What Combobox, TagInput and the palette share: a list one walks with the arrows while typing. */
export function useListbox({ count, pick }: ListboxOptions): Listbox {
  const id = useId();
  const open = useSignal(false);
  const active = useSignal(-1);
  const optionId = (index: number) => `${id}-${index}`;

  const walk = (to: number) => {
    active.value = to;
    queueMicrotask(() => document.getElementById(optionId(to))?.scrollIntoView({ block: 'nearest' }));
  };

  const onKey = (event: KeyboardEvent): boolean => {
    if (event.isComposing) return false;
    const total = count();
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        if (!open.value) {
          open.value = true;
          walk(0);
        } else if (total) {
          walk(active.value < 0 ? (step > 0 ? 0 : total - 1) : (active.value + step + total) % total);
        }
        break;
      }
      case 'Enter':
        if (!open.value || active.value < 0 || active.value >= total) return false;
        pick(active.value);
        break;
      case 'Escape':
        if (!open.value) return false;
        open.value = false;
        active.value = -1;
        break;
      default:
        return false;
    }
    event.preventDefault(); // Enter would send the form, Escape would close the dialog around it
    event.stopPropagation();
    return true;
  };

  return {
    id,
    open,
    active,
    optionId,
    input: () => ({
      role: 'combobox',
      autocomplete: 'off',
      'aria-autocomplete': 'list',
      'aria-expanded': open.value,
      'aria-controls': open.value ? id : undefined,
      'aria-activedescendant': open.value && active.value >= 0 ? optionId(active.value) : undefined,
    }),
    onKey,
  };
}
