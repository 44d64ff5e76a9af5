import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import { Menu, type MenuItem } from './Menu.tsx';
import { followPointer } from './drag.ts';
import './SortableList.css';

interface SortableProps<T> {
  items: readonly T[];
  itemKey: (item: T) => string;
  /** how one is called when its move is told: "Why nursing?" */
  itemLabel: (item: T) => string;
  /** put the item at `from` so that it stands at `to` in the list that results */
  onMove: (from: number, to: number) => void;
  render: (item: T, index: number) => ComponentChildren;
  label: string;
  /** what else can be done with an item: stands in its menu above the moves */
  actions?: (item: T) => MenuItem[];
}

/** The list with one item somewhere else: what onMove mostly does. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const next = [...items];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/**
 * A list one puts in order: by dragging the handle (mouse, pen, touch; Escape cancels), by Alt + arrow on the handle, or
 * by the Move menu, which needs neither (WCAG 2.5.7). The result is told.
 */
export function SortableList<T>({ items, itemKey, itemLabel, onMove, render, label, actions }: SortableProps<T>) {
  const list = useRef<HTMLOListElement>(null);
  const said = useSignal('');
  const refocus = useRef<string | null>(null);

  const move = (from: number, to: number, keepFocus: boolean) => {
    const item = items[from];
    if (!item || to < 0 || to >= items.length || to === from) return;
    if (keepFocus) refocus.current = itemKey(item);
    said.value = `${itemLabel(item)} is now number ${to + 1} of ${items.length}.`;
    onMove(from, to);
  };

  // a row that moved keeps the focus on its handle
  useLayoutEffect(() => {
    const key = refocus.current;
    if (key === null) return;
    refocus.current = null;
    list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] .handle`)?.focus();
  });

  return (
    <>
      <ol ref={list} class="sortable" aria-label={label}>
        {items.map((item, index) => (
          <li key={itemKey(item)} data-key={itemKey(item)} class="sortable-row">
            <button
              type="button"
              class="icon-btn icon-btn-s handle"
              aria-label={`Move ${itemLabel(item)}: drag, or Alt with the arrow keys`}
              onPointerDown={event => {
                if (list.current) followPointer(event, list.current, index, to => move(index, to, false));
              }}
              onKeyDown={event => {
                const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
                if (!step || !event.altKey) return;
                event.preventDefault();
                move(index, index + step, true);
              }}
            >
              <Icon name="grip-vertical" />
            </button>
            <div class="sortable-body">{render(item, index)}</div>
            <Menu
              label={`${actions ? 'Change or move' : 'Move'} ${itemLabel(item)}`}
              icon="ellipsis-vertical"
              size="s"
              items={[
                ...(actions?.(item) ?? []),
                { label: 'Move up', icon: 'arrow-up', line: actions !== undefined, disabled: index === 0, run: () => move(index, index - 1, true) },
                { label: 'Move down', icon: 'arrow-down', disabled: index === items.length - 1, run: () => move(index, index + 1, true) },
                { label: 'To the top', disabled: index === 0, line: true, run: () => move(index, 0, true) },
                { label: 'To the end', disabled: index === items.length - 1, run: () => move(index, items.length - 1, true) },
              ]}
            />
          </li>
        ))}
      </ol>
      <p class="visually-hidden" role="status">
        {said.value}
      </p>
    </>
  );
}
