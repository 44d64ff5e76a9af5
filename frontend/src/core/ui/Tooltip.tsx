import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { place } from './place.ts';

interface TooltipProps {
  text: string;
  /** gets what ties the control to the tip: `{tip => <Button {...tip}>…</Button>}` */
  children: (tip: { 'aria-describedby': string }) => ComponentChildren;
}

/** A second sentence about a control, on hover and on focus (WCAG 1.4.13: stays while pointed at, Escape hides it). */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId();
  const holder = useRef<HTMLSpanElement>(null);
  const pop = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const after = (ms: number, act: (tip: HTMLElement) => void) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => pop.current?.isConnected && act(pop.current), ms);
  };
  const show = (ms: number) =>
    after(ms, tip => {
      tip.showPopover();
      if (holder.current) place(tip, holder.current);
    });
  const hide = (ms: number) => after(ms, tip => tip.hidePopover());
  return (
    // not a control itself: it only watches the one inside
    // eslint-disable-next-line jsx-a11y-x/no-static-element-interactions
    <span
      ref={holder}
      class="tip-holder"
      onPointerEnter={() => show(400)}
      onPointerLeave={() => hide(120)}
      onFocusIn={() => show(0)}
      onFocusOut={() => hide(0)}
      onKeyDown={event => {
        if (event.key === 'Escape' && pop.current?.matches(':popover-open')) {
          event.stopPropagation();
          hide(0);
        }
      }}
    >
      {children({ 'aria-describedby': id })}
      <span ref={pop} id={id} role="tooltip" popover="manual" class="pop tip">
        {text}
      </span>
    </span>
  );
}
