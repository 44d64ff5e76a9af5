import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface Shortcut {
  /** `mod+k` (⌘ on a Mac, Ctrl elsewhere), `alt+u`, `?`, `n`, or two keys one after the other: `g p` */
  keys: string;
  /** what it does, for the list that ? opens */
  label: string;
  run: () => void;
  /** also while typing in a field; only for chords with mod or alt */
  whileTyping?: boolean;
}

const SINGLE = 'halfhour.single-keys';
const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

/** All that is bound now, for the list of shortcuts. */
export const shortcuts = signal<Shortcut[]>([]);

/** Shortcuts of plain keys can be switched off, for people who dictate (WCAG 2.1.4). */
export const singleKeys = signal(read());

function read(): boolean {
  try {
    return localStorage.getItem(SINGLE) !== 'off';
  } catch {
    return true;
  }
}

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  try {
    if (on) localStorage.removeItem(SINGLE);
    else localStorage.setItem(SINGLE, 'off');
  } catch {
    // storage is closed to us: the choice lasts as long as the page
  }
}

/** Bind some keys; the function given back unbinds them. The last one bound wins. */
export function bind(...added: Shortcut[]): () => void {
  shortcuts.value = [...shortcuts.peek(), ...added];
  return () => {
    shortcuts.value = shortcuts.peek().filter(one => !added.includes(one));
  };
}

/** Bind keys for as long as a screen is shown: whoever sees it can press them. `run` may change between renders, the keys may not. */
export function useShortcuts(list: Shortcut[]): void {
  const now = useRef(list);
  now.current = list;
  useLayoutEffect(() => bind(...list.map((one, place) => ({ ...one, run: () => now.current[place]?.run() }))), [list.map(one => one.keys).join()]);
}

/** How the keys are written on this machine: ["⌘", "K"] or ["Ctrl", "K"]. */
export function keyCaps(keys: string): string[] {
  const names: Record<string, string> = APPLE
    ? { mod: '⌘', alt: '⌥', shift: '⇧', enter: '↩', space: '␣' }
    : { mod: 'Ctrl', alt: 'Alt', shift: 'Shift', enter: 'Enter', space: 'Space' };
  return keys.split(/[ +]/).map(key => names[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

function pressed(event: KeyboardEvent): string {
  const mod = APPLE ? event.metaKey : event.ctrlKey;
  // Alt changes the letter on a Mac (⌥U is ¨): take the key's place then
  const key = event.altKey && /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : event.key;
  const name = key === ' ' ? 'space' : key.toLowerCase().replace('escape', 'esc');
  return `${mod ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${event.shiftKey && key.length > 1 ? 'shift+' : ''}${name}`;
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox],[type=radio],[type=button]), textarea, select'));

let first = '';
let firstAt = 0;

addEventListener('keydown', event => {
  if (event.defaultPrevented || event.isComposing || event.key === 'Shift') return;
  const now = pressed(event);
  const chord = /^(mod|alt)\+/.test(now);
  if (!chord && (!singleKeys.peek() || typing(event.target) || document.querySelector('dialog:modal'))) return;
  // what one has walked to is what Enter and the space bar press; a radio that is chosen has no more use for them
  if (/^(enter|space)$/.test(now) && event.target instanceof Element && event.target.closest('a, button, summary, input:not([type=radio]:checked)')) return;
  const both = event.timeStamp - firstAt < 1_200 ? `${first} ${now}` : now;
  first = now;
  firstAt = event.timeStamp;
  const bound = shortcuts.peek();
  const hit = bound.findLast(one => one.keys === both) ?? bound.findLast(one => one.keys === now);
  if (!hit || (typing(event.target) && !hit.whileTyping)) return;
  event.preventDefault();
  first = '';
  hit.run();
});
