import type { ComponentChildren } from 'preact';
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './Icon.tsx';

export interface Column<T> {
  id: string;
  head: string;
  /** the head is only for those who cannot see the screen: for a column of buttons */
  hideHead?: boolean;
  cell: (row: T) => ComponentChildren;
  /** the API's name of the sort: a press asks for `name`, the next for `-name` */
  sort?: string;
  /** a CSS grid track: "minmax(0, 2fr)", "8rem"; minmax(0, 1fr) otherwise */
  width?: string;
  align?: 'end';
  /** left out on narrow screens */
  wide?: boolean;
}

export interface TableProps<T> {
  /** what the rows are; told to those who listen */
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** how a row is called: for its checkbox */
  rowLabel?: (row: T) => string;
  /** the first column becomes a link to it, and the whole row its target */
  rowHref?: (row: T) => string;
  /** "name" or "-name" */
  sort?: string;
  onSort?: (sort: string) => void;
  /** with onSelect there are checkboxes; Shift marks a range */
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
}

const wideEnough = matchMedia('(width >= 52rem)');
const wide = signal(wideEnough.matches);
wideEnough.addEventListener('change', () => {
  wide.value = wideEnough.matches;
});

/** The columns this screen has room for. */
export const fitting = <T,>(columns: readonly Column<T>[]): readonly Column<T>[] => (wide.value ? columns : columns.filter(column => !column.wide));

export function ariaSort(column: { sort?: string }, sort: string | undefined): 'ascending' | 'descending' | 'none' | undefined {
  if (!column.sort) return undefined;
  return sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : 'none';
}

/** The words of a column's head; a button where one can sort by it. */
export function Head<T>({ column, sort, onSort }: { column: Column<T>; sort: string | undefined; onSort: ((sort: string) => void) | undefined }) {
  if (!column.sort || !onSort) return <span class={column.hideHead ? 'visually-hidden' : undefined}>{column.head}</span>;
  const by = column.sort;
  const now = ariaSort(column, sort);
  return (
    <button type="button" class="sort" data-sorted={now !== 'none' || undefined} onClick={() => onSort(sort === by ? `-${by}` : by)}>
      {column.head}
      <Icon name={now === 'none' ? 'chevrons-up-down' : now === 'ascending' ? 'arrow-up' : 'arrow-down'} />
    </button>
  );
}

export function Cell<T>({ row, column, first, rowHref }: { row: T; column: Column<T>; first: boolean; rowHref: ((row: T) => string) | undefined }) {
  if (!first || !rowHref) return <>{column.cell(row)}</>;
  return (
    <a class="row-link" href={rowHref(row)}>
      {column.cell(row)}
    </a>
  );
}

/** Which rows are marked, and how a press changes it; shared by both tables. */
export function useSelection<T>({ rows, rowKey, selected, onSelect }: Pick<TableProps<T>, 'rows' | 'rowKey' | 'selected' | 'onSelect'>) {
  const anchor = useRef(-1);
  const all = rows.length > 0 && rows.every(row => selected?.has(rowKey(row)));
  return {
    all,
    some: !all && (selected?.size ?? 0) > 0,
    toggleAll: () => onSelect?.(new Set(all ? [] : rows.map(rowKey))),
    toggle: (index: number, range: boolean) => {
      const row = rows[index];
      if (!row) return;
      const next = new Set(selected);
      const on = !next.has(rowKey(row));
      const from = range && anchor.current >= 0 ? Math.min(anchor.current, index) : index;
      const to = range && anchor.current >= 0 ? Math.max(anchor.current, index) : index;
      for (const one of rows.slice(from, to + 1)) {
        if (on) next.add(rowKey(one));
        else next.delete(rowKey(one));
      }
      anchor.current = index;
      onSelect?.(next);
    },
  };
}

/** A checkbox of its own kind: small, its label only heard. */
export function Mark({ label, checked, some = false, onToggle }: { label: string; checked: boolean; some?: boolean; onToggle: (range: boolean) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = some;
  }, [some]);
  return <input ref={input} type="checkbox" class="check mark" aria-label={label} checked={checked} onClick={event => onToggle(event.shiftKey)} />;
}

/** A table for what fits on a page. For thousands of rows take VirtualTable, which has the same props. */
export function Table<T>(props: TableProps<T>) {
  const { caption, columns, rows, rowKey, rowLabel = rowKey, rowHref, sort, onSort, selected, onSelect } = props;
  const shown = fitting(columns);
  const selection = useSelection(props);
  return (
    <div class="table-frame">
      <table class="table">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {onSelect && (
              <th scope="col" class="mark-cell">
                <Mark label="Select all" checked={selection.all} some={selection.some} onToggle={selection.toggleAll} />
              </th>
            )}
            {shown.map(column => (
              <th key={column.id} scope="col" class={column.align && 'end'} aria-sort={ariaSort(column, sort)}>
                <Head column={column} sort={sort} onSort={onSort} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowKey(row)} data-selected={selected?.has(rowKey(row)) || undefined}>
              {onSelect && (
                <td class="mark-cell">
                  <Mark label={`Select ${rowLabel(row)}`} checked={selected?.has(rowKey(row)) ?? false} onToggle={range => selection.toggle(index, range)} />
                </td>
              )}
              {shown.map((column, place) => (
                <td key={column.id} class={column.align && 'end'}>
                  <Cell row={row} column={column} first={place === 0} rowHref={rowHref} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
