import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

interface ChipProps {
  /** a filter or choice that is on or off; left out: it only does something */
  on?: boolean;
  icon?: IconName;
  /** how many it leaves, or stands for */
  count?: number | undefined;
  onPress: () => void;
  children: ComponentChildren;
}

/** A small choice among many of its kind; they stand together in `<div class="chips" role="group" aria-label=…>`. */
export function Chip({ on, icon, count, onPress, children }: ChipProps) {
  return (
    <button type="button" class="chip" aria-pressed={on} onClick={onPress}>
      {icon && <Icon name={icon} />}
      {children}
      {count !== undefined && <span class="chip-count">{count.toLocaleString()}</span>}
    </button>
  );
}
