import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

type Native = Omit<JSX.IntrinsicElements['button'], 'size' | 'class' | 'icon' | 'label'>;

export interface ButtonProps extends Native {
  /** primary: the one thing to do on this screen; quiet: no frame; danger: takes something away */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 's' | 'm';
  icon?: IconName;
  iconAfter?: IconName;
  /** work is under way: the button keeps its width and the focus, and does nothing */
  busy?: boolean;
  class?: string;
  children?: ComponentChildren;
}

export function Button({ kind = 'plain', size = 'm', icon, iconAfter, busy = false, class: extra = '', children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={`btn btn-${kind} btn-${size} ${extra}`}
      aria-disabled={busy || undefined}
      data-busy={busy || undefined}
      onClick={busy ? event => event.preventDefault() : onClick}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {iconAfter && <Icon name={iconAfter} />}
    </button>
  );
}

export interface IconButtonProps extends Native {
  icon: IconName;
  /** what it does: its name for everyone who cannot see the icon, and its tooltip */
  label: string;
  size?: 's' | 'm';
  class?: string;
}

export function IconButton({ icon, label, size = 'm', class: extra = '', ...rest }: IconButtonProps) {
  return (
    <button type="button" title={label} {...rest} class={`icon-btn icon-btn-${size} ${extra}`} aria-label={label}>
      <Icon name={icon} />
    </button>
  );
}

/** A link that looks like a button: for going somewhere, where Button is for doing something. */
export function LinkButton({
  kind = 'plain',
  size = 'm',
  icon,
  class: extra = '',
  children,
  ...rest
}: Pick<ButtonProps, 'kind' | 'size' | 'icon' | 'class' | 'children'> & { href: string; download?: boolean | string; target?: '_blank'; rel?: string }) {
  return (
    <a {...rest} class={`btn btn-${kind} btn-${size} ${extra}`}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}
