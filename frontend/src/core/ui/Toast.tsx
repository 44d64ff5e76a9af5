import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from './Button.tsx';
import { Icon } from './Icon.tsx';

interface ToastOptions {
  kind?: 'done' | 'problem';
  /** the one thing to do about it, such as Undo */
  label?: string;
  run?: () => void;
}

interface Shown extends ToastOptions {
  id: number;
  message: string;
}

const shown = signal<Shown[]>([]);
let last = 0;

export function closeToast(id: number): void {
  shown.value = shown.value.filter(one => one.id !== id);
}

/** Say something without taking the focus. With an action it stays long enough to be reached by keyboard (Alt+U). */
export function toast(message: string, options: ToastOptions = {}): void {
  last += 1;
  // the same words twice are one toast, told anew
  shown.value = [...shown.value.filter(one => one.message !== message), { ...options, id: last, message }].slice(-3);
}

/** Runs the newest toast's action, if there is one: what Alt+U does. */
export function runToast(): boolean {
  const one = shown.value.findLast(entry => entry.run);
  if (!one) return false;
  closeToast(one.id);
  one.run?.();
  return true;
}

function OneToast({ one }: { one: Shown }) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const life = one.kind === 'problem' ? 20_000 : one.run ? 12_000 : 5_000;
  const wait = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => closeToast(one.id), life);
  };
  const hold = () => clearTimeout(timer.current);
  useEffect(() => {
    wait();
    return hold;
  }, []);
  return (
    <li class={`toast toast-${one.kind ?? 'done'}`} onPointerEnter={hold} onPointerLeave={wait} onFocusIn={hold} onFocusOut={wait}>
      <Icon name={one.kind === 'problem' ? 'circle-alert' : 'circle-check'} />
      <span class="toast-text">{one.message}</span>
      {one.run && (
        <button
          type="button"
          class="toast-action"
          onClick={() => {
            closeToast(one.id);
            one.run?.();
          }}
        >
          {one.label}
        </button>
      )}
      <IconButton icon="x" label="Dismiss" size="s" onClick={() => closeToast(one.id)} />
    </li>
  );
}

/**
 * Once per page. A popover, so that it lies above open dialogs. What is told stands in a live region of its own that is
 * always there: one that appears together with its words is often not read out.
 */
export function Toasts() {
  const box = useRef<HTMLDivElement>(null);
  const list = shown.value;
  const newest = list.at(-1);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    if (element.matches(':popover-open')) element.hidePopover();
    if (list.length) element.showPopover(); // shown anew, it moves above a dialog opened meanwhile
  }, [list]);
  return (
    <>
      <p class="visually-hidden" role="status">
        {newest && `${newest.message}${newest.run ? `. ${newest.label}: Alt U` : ''}`}
      </p>
      <div ref={box} popover="manual" class="toasts" role="region" aria-label="Messages">
        <ul>
          {list.map(one => (
            <OneToast key={one.id} one={one} />
          ))}
        </ul>
      </div>
    </>
  );
}
