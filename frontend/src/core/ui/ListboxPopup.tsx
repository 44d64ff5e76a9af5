import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Listbox } from './listbox.ts';
import { place } from './place.ts';

interface PopupProps {
  box: Listbox;
  label: string;
  anchor: RefObject<HTMLElement | null>;
  options: { key: string; content: ComponentChildren }[];
  pick: (index: number) => void;
  /** told instead of options: "Nobody by that name" */
  empty?: string | undefined;
}

/** The options below an input, in the top layer, so that no dialog clips them. */
export function ListboxPopup({ box, label, anchor, options, pick, empty }: PopupProps) {
  const pop = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = pop.current;
    const input = anchor.current;
    if (!element || !input) return undefined;
    element.style.width = `${input.getBoundingClientRect().width}px`;
    if (!element.matches(':popover-open')) element.showPopover();
    const follow = () => place(element, input);
    follow();
    addEventListener('scroll', follow, { capture: true, passive: true });
    addEventListener('resize', follow);
    return () => {
      removeEventListener('scroll', follow, true);
      removeEventListener('resize', follow);
    };
  }, [options.length]);
  return (
    <div ref={pop} popover="manual" class="pop listbox">
      <div role="listbox" id={box.id} aria-label={label}>
        {options.map(({ key, content }, index) => (
          // the keys are the input's; a press must not take the focus from it
          // eslint-disable-next-line jsx-a11y-x/click-events-have-key-events
          <div
            key={key}
            id={box.optionId(index)}
            class="option"
            role="option"
            tabIndex={-1}
            aria-selected={index === box.active.value}
            onPointerDown={event => event.preventDefault()}
            onClick={() => pick(index)}
          >
            {content}
          </div>
        ))}
      </div>
      {!options.length && empty && <p class="option muted">{empty}</p>}
    </div>
  );
}
