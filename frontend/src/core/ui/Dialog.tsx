import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from './Button.tsx';

interface DialogProps {
  title: string;
  /** Escape, the cross, the backdrop; the parent stops rendering the dialog then */
  onClose: () => void;
  /** side: a drawer that keeps the list behind it in view */
  look?: 'center' | 'wide' | 'side';
  /** false while something would be lost by a stray click outside */
  closeOutside?: boolean;
  class?: string;
  children: ComponentChildren;
}

/**
 * A modal dialog: the browser makes the rest inert, and the focus goes back where it was. Rendered means open:
 * `{open.value && <Dialog …>}`. Give `autofocus` to the field to start at; else the first one gets the focus.
 */
export function Dialog({ title, onClose, look = 'center', closeOutside = true, class: extra = '', children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    if (!dialog) return undefined;
    dialog.showModal();
    const start = dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog.querySelector<HTMLElement>('.dialog-body :is(input, textarea, select, button, a[href])');
    (start ?? dialog).focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // the keyboard's way to close is Escape, which the browser tells as "cancel"
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions, jsx-a11y-x/click-events-have-key-events
    <dialog
      ref={element}
      class={`dialog dialog-${look} ${extra}`}
      aria-labelledby={id}
      onCancel={event => {
        if (event.target !== element.current) return; // a file input's cancel bubbles up
        event.preventDefault();
        onClose();
      }}
      onClick={event => {
        if (!closeOutside || !element.current || event.target !== element.current) return;
        const box = element.current.getBoundingClientRect();
        const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
        if (!inside) onClose();
      }}
    >
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <IconButton icon="x" label="Close" onClick={onClose} />
      </div>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}

/** A dialog at the side, for reading or adding something without leaving the list. */
export const Drawer = (props: Omit<DialogProps, 'look'>) => <Dialog {...props} look="side" />;
