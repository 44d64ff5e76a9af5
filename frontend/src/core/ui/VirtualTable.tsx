import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Cell, Head, Mark, ariaSort, fitting, useSelection, type TableProps } from './table.tsx';
import { rendered } from '../rendered.ts';

export interface VirtualTableProps<T> extends TableProps<T> {
  /** how many there are in all, when more than are here */
  total?: number | undefined;
  /** called when the last rows come into view: fetch more */
  onEnd?: () => void;
  /** px; every row has it */
  rowHeight?: number;
}

const AHEAD = 10; // rows drawn beyond either edge, so that fast scrolling shows no gap

/**
 * A table that draws only the rows in view: 10,000 rows cost what 30 do. The whole is told by aria-rowcount and
 * aria-rowindex; arrows, Page keys, Home and End walk the rows when one of them has the focus.
 */
export function VirtualTable<T>(props: VirtualTableProps<T>) {
  const { caption, columns, rows, rowKey, rowLabel = rowKey, rowHref, sort, onSort, selected, onSelect, total, onEnd, rowHeight = 52 } = props;
  const shown = fitting(columns);
  const selection = useSelection(props);
  const scroller = useRef<HTMLDivElement>(null);
  const first = useSignal(0);
  const height = useSignal(600);
  const drawn = useRef<{ of: unknown; columns: number; rows: Map<number, VNode> }>({ of: null, columns: 0, rows: new Map() });

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const watch = new ResizeObserver(() => {
      height.value = element.clientHeight;
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  // another order begins at the top
  useEffect(() => {
    scroller.current?.scrollTo(0, 0);
  }, [sort]);

  const from = Math.max(0, Math.min(first.value, rows.length - 1) - AHEAD);
  const to = Math.min(rows.length, first.value + Math.ceil(height.value / rowHeight) + AHEAD);
  const nearEnd = to >= rows.length - AHEAD;
  useEffect(() => {
    if (nearEnd && rows.length) onEnd?.();
  }, [nearEnd, rows.length]);

  const visit = (index: number, selector: string) => {
    const element = scroller.current;
    const to = Math.max(0, Math.min(index, rows.length - 1));
    if (!element) return;
    const top = to * rowHeight; // the sticky head takes one row's room of what is in view
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + 2 * rowHeight > element.scrollTop + element.clientHeight) element.scrollTop = top + 2 * rowHeight - element.clientHeight;
    first.value = Math.floor(element.scrollTop / rowHeight);
    rendered(() => element.querySelector<HTMLElement>(`[data-row="${to}"] ${selector}`)?.focus({ preventScroll: true }));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>('[data-row]');
    if (!row || event.altKey || event.ctrlKey || event.metaKey || !target.matches('.row-link, .mark')) return;
    const now = Number(row.dataset['row']);
    const page = Math.max(1, Math.floor(height.value / rowHeight) - 2);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, PageDown: now + page, PageUp: now - page, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    visit(to, target.matches('.mark') ? '.mark' : '.row-link');
  };

  // Scrolling alone changes no row: the same VNode again lets Preact pass over it, and only rows that come in are drawn.
  if (drawn.current.of !== props || drawn.current.columns !== shown.length) drawn.current = { of: props, columns: shown.length, rows: new Map() };
  const windowOf = (start: number, end: number, draw: (index: number) => VNode) => {
    const before = drawn.current.rows;
    const now = new Map<number, VNode>();
    for (let index = start; index < end; index += 1) now.set(index, before.get(index) ?? draw(index));
    drawn.current.rows = now;
    return [...now.values()];
  };

  const tracks = [onSelect && '2.75rem', ...shown.map(column => column.width ?? 'minmax(0, 1fr)')].filter(Boolean).join(' ');
  return (
    // it scrolls, so it must be reachable by keyboard
    <div
      ref={scroller}
      class="table-frame vtable"
      style={{ '--tracks': tracks, '--row': `${rowHeight}px`, '--rows': rows.length }}
      role="region"
      aria-label={caption}
      // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex
      tabIndex={0}
      onScroll={event => {
        first.value = Math.floor(event.currentTarget.scrollTop / rowHeight);
      }}
    >
      {/* the keys belong to the links and boxes inside */}
      {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions */}
      <div
        role="table"
        aria-label={caption}
        aria-rowcount={(total ?? rows.length) + 1}
        aria-colcount={shown.length + (onSelect ? 1 : 0)}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" class="vtable-head">
          <div role="row" aria-rowindex={1} class="vtable-row">
            {onSelect && (
              <div role="columnheader" class="mark-cell">
                <Mark label="Select all" checked={selection.all} some={selection.some} onToggle={selection.toggleAll} />
              </div>
            )}
            {shown.map(column => (
              <div key={column.id} role="columnheader" class={column.align && 'end'} aria-sort={ariaSort(column, sort)}>
                <Head column={column} sort={sort} onSort={onSort} />
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" class="vtable-body" style={{ height: `${rows.length * rowHeight}px` }}>
          {windowOf(from, to, index => {
            const row = rows[index] as T;
            const key = rowKey(row);
            return (
              <div
                key={key}
                role="row"
                class="vtable-row"
                aria-rowindex={index + 2}
                data-row={index}
                data-selected={selected?.has(key) || undefined}
                style={{ top: `${index * rowHeight}px` }}
              >
                {onSelect && (
                  <div role="cell" class="mark-cell">
                    <Mark label={`Select ${rowLabel(row)}`} checked={selected?.has(key) ?? false} onToggle={range => selection.toggle(index, range)} />
                  </div>
                )}
                {shown.map((column, place) => (
                  <div key={column.id} role="cell" class={column.align && 'end'}>
                    <Cell row={row} column={column} first={place === 0} rowHref={rowHref} />
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

export default VirtualTable;
