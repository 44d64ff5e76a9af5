import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Button, IconButton, type ButtonProps } from './Button.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { Kbd } from './Kbd.tsx';
import { place } from './place.ts';

export interface MenuItem {
  label: string;
  icon?: IconName;
  keys?: string;
  /** takes something away; drawn so, and still undoable */
  danger?: boolean;
  disabled?: boolean;
  /** a line above it */
  line?: boolean;
  /** exactly one of the two */
  run?: () => void;
  href?: string;
}

interface MenuProps {
  /** what the button is called; with `icon` alone it is its hidden name */
  label: string;
  items: MenuItem[];
  icon?: IconName;
  /** show the label and this kind of button; without it the button is only the icon */
  kind?: ButtonProps['kind'];
  size?: 's' | 'm';
  align?: 'start' | 'end';
  class?: string;
  children?: ComponentChildren;
}

/** A button that opens a list of things to do (WAI-ARIA menu button): arrows, Home, End, first letters, Escape. */
export function Menu({ label, items, icon, kind, size = 'm', align = 'end', class: extra = '', children }: MenuProps) {
  const id = useId();
  const open = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  const holder = useRef<HTMLSpanElement>(null);
  const anchor = () => holder.current?.querySelector('button') ?? null;
  const rows = () => [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)') ?? [])];
  const start = useRef<'first' | 'last'>('first');

  useLayoutEffect(() => {
    const pop = box.current;
    const button = anchor();
    if (!open.value || !pop || !button) return undefined;
    pop.showPopover();
    place(pop, button, align);
    rows().at(start.current === 'first' ? 0 : -1)?.focus();
    const { left, top } = button.getBoundingClientRect();
    // a menu stands beside its button: when that moves away, the menu goes; what scrolls elsewhere is no matter
    const leave = () => {
      const now = button.getBoundingClientRect();
      if (now.left !== left || now.top !== top) open.value = false;
    };
    addEventListener('scroll', leave, true);
    addEventListener('resize', leave);
    return () => {
      removeEventListener('scroll', leave, true);
      removeEventListener('resize', leave);
    };
  }, [open.value]);

  const close = (refocus: boolean) => {
    open.value = false;
    if (refocus) anchor()?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const all = rows();
    const now = all.indexOf(document.activeElement as HTMLElement);
    const to = (index: number) => {
      event.preventDefault();
      all.at(index % all.length)?.focus();
    };
    if (event.key === 'ArrowDown') to(now + 1);
    else if (event.key === 'ArrowUp') to(now - 1);
    else if (event.key === 'Home') to(0);
    else if (event.key === 'End') to(-1);
    else if (event.key === 'Tab') close(true);
    else if (event.key === 'Escape') {
      event.preventDefault(); // closes the menu, not the dialog around it
      event.stopPropagation();
      close(true);
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      const after = [...all.slice(now + 1), ...all.slice(0, now + 1)];
      after.find(row => row.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    }
  };

  const button = {
    'aria-haspopup': 'menu' as const,
    'aria-expanded': open.value,
    'aria-controls': open.value ? id : undefined,
    class: extra,
    // pressing the button again: light dismissal has closed the menu on pointerdown, the click must not open it anew
    onPointerDown: () => {
      wasOpen.current = open.value;
    },
    onClick: (event: MouseEvent) => {
      start.current = 'first';
      open.value = event.detail > 0 ? !wasOpen.current : !open.value;
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      start.current = event.key === 'ArrowDown' ? 'first' : 'last';
      open.value = true;
    },
  };
  const wasOpen = useRef(false);

  return (
    <span ref={holder} class="menu-holder">
      {kind ? (
        <Button kind={kind} size={size} {...(icon && { icon })} iconAfter="chevron-down" {...button}>
          {label}
        </Button>
      ) : children ? (
        <button type="button" {...button}>
          {children}
        </button>
      ) : (
        <IconButton icon={icon ?? 'ellipsis'} label={label} size={size} {...button} />
      )}
      {open.value && (
        <div
          ref={box}
          id={id}
          popover="auto"
          class="pop menu"
          role="menu"
          tabIndex={-1}
          aria-label={label}
          onKeyDown={onKeyDown}
          onToggle={event => {
            if (event.newState === 'closed') open.value = false;
          }}
        >
          {items.map(item => (
            <Item key={item.label} item={item} close={close} />
          ))}
        </div>
      )}
    </span>
  );
}

function Item({ item, close }: { item: MenuItem; close: (refocus: boolean) => void }) {
  const inside = (
    <>
      {item.icon && <Icon name={item.icon} />}
      {item.label}
      {item.keys && <Kbd keys={item.keys} />}
    </>
  );
  const look = item.danger ? 'menu-item menu-item-danger' : 'menu-item';
  return (
    <>
      {item.line && <hr class="menu-line" />}
      {item.href ? (
        <a role="menuitem" tabIndex={-1} class={look} href={item.href} onClick={() => close(false)}>
          {inside}
        </a>
      ) : (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          class={look}
          disabled={item.disabled}
          onClick={() => {
            close(true);
            item.run?.();
          }}
        >
          {inside}
        </button>
      )}
    </>
  );
}
