import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { PaletteAction } from '../core/feature.ts';
import { score } from '../core/match.ts';
import { rendered } from '../core/rendered.ts';
import { navigate } from '../core/router.ts';
import { session } from '../core/session.ts';
import { setTheme } from '../core/theme.ts';
import { Icon } from '../core/ui/Icon.tsx';
import { Kbd } from '../core/ui/Kbd.tsx';
import { useListbox } from '../core/ui/listbox.ts';
import { actions, nav } from './features.ts';
import { findEverywhere, type Found, type Span } from './found.ts';
import { closeOverlay, openOverlay } from './overlay.ts';
import './Palette.css';

const COMMANDS: PaletteAction[] = [
  ...nav.map(entry => ({
    id: `go-${entry.href}`,
    label: `Go to ${entry.label}`,
    icon: entry.icon,
    ...(entry.key && { keys: `g ${entry.key}` }),
    run: () => navigate(entry.href),
  })),
  ...actions,
  { id: 'theme-dark', label: 'Dark theme', icon: 'moon', words: 'night colours mode', run: () => setTheme('dark') },
  { id: 'theme-light', label: 'Light theme', icon: 'sun', words: 'day colours mode', run: () => setTheme('light') },
  { id: 'theme-system', label: 'Theme as the system has it', icon: 'monitor', words: 'colours auto mode', run: () => setTheme('system') },
  { id: 'shortcuts', label: 'Show the shortcuts', icon: 'command', words: 'keys keyboard help', keys: '?', run: () => openOverlay('shortcuts') },
];

const MOST = 8;

const Marked = ({ spans }: { spans: Span[] }) => <>{spans.map((span, place) => (span.hit ? <mark key={place}>{span.text}</mark> : span.text))}</>;

/** Search over everything, and everything one can do, in one place. */
export default function Palette() {
  const dialog = useRef<HTMLDialogElement>(null);
  const text = useSignal('');
  const found = useSignal<Found[]>([]);
  const searching = useSignal(false);
  const typed = text.value.trim();

  const commands = COMMANDS.map(one => ({ one, points: typed ? Math.max(score(typed, one.label) * 2, score(typed, one.words ?? '')) : 1 }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, typed ? MOST : 20)
    .map(({ one }) => one);
  const total = found.value.length + commands.length;

  const pick = (index: number) => {
    const hit = found.value[index];
    const command = commands[index - found.value.length];
    closeOverlay();
    if (hit) navigate(hit.href);
    // after the palette has given the focus back, so that a dialog the command opens can take it
    else rendered(() => command?.run());
  };
  const box = useListbox({ count: () => total, pick });

  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    box.open.value = true;
    return () => {
      dialog.current?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  useEffect(() => {
    box.active.value = typed ? 0 : -1;
    if (typed.length < 2 || !session.peek()) {
      found.value = [];
      return undefined;
    }
    const abort = new AbortController();
    searching.value = true;
    const timer = setTimeout(() => {
      findEverywhere(typed, abort.signal)
        .then(hits => {
          found.value = hits;
        })
        .catch(() => {
          if (!abort.signal.aborted) found.value = []; // commands still work without the server
        })
        .finally(() => {
          if (!abort.signal.aborted) searching.value = false;
        });
    }, 120);
    return () => {
      clearTimeout(timer);
      abort.abort();
      searching.value = false;
    };
  }, [typed]);

  const option = (index: number, icon: Found['icon'], label: ComponentChildren, more?: ComponentChildren) => (
    // eslint-disable-next-line jsx-a11y-x/click-events-have-key-events -- the keys are the input's
    <div
      key={index}
      id={box.optionId(index)}
      class="option"
      role="option"
      tabIndex={-1}
      aria-selected={index === box.active.value}
      onPointerDown={event => event.preventDefault()}
      onClick={() => pick(index)}
    >
      <Icon name={icon} />
      <span>{label}</span>
      {more && <small>{more}</small>}
    </div>
  );

  return (
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions, jsx-a11y-x/click-events-have-key-events -- Escape closes it too
    <dialog
      ref={dialog}
      class="dialog palette"
      aria-label="Search and commands"
      onCancel={event => {
        event.preventDefault();
        closeOverlay();
      }}
      onClick={event => {
        if (event.target === dialog.current) closeOverlay();
      }}
    >
      <div class="palette-input">
        <Icon name="search" />
        <input
          {...box.input()}
          class="bare"
          role="combobox"
          aria-expanded={true}
          aria-controls={box.id}
          aria-label="Search, or type a command"
          placeholder="Search people, notes, questions, or type a command"
          value={text.value}
          onInput={event => {
            text.value = event.currentTarget.value;
          }}
          onKeyDown={event => {
            if (event.key === 'Escape') closeOverlay();
            else box.onKey(event);
          }}
        />
        <Kbd keys="Esc" />
      </div>
      <div role="listbox" id={box.id} aria-label="Results">
        {found.value.length > 0 && (
          <div role="group" aria-label="Found">
            {found.value.map((hit, index) => option(index, hit.icon, <Marked spans={hit.title} />, <Marked spans={hit.hint} />))}
          </div>
        )}
        {commands.length > 0 && (
          <div role="group" aria-label="Commands">
            {typed === '' && <h2 role="presentation">What you can do</h2>}
            {commands.map((one, index) => option(found.value.length + index, one.icon, one.label, one.keys && <Kbd keys={one.keys} />))}
          </div>
        )}
      </div>
      {total === 0 && <p class="option muted">{searching.value ? 'Searching…' : 'Nothing has these words.'}</p>}
      <span class="visually-hidden" role="status">
        {typed && !searching.value ? `${total} results` : ''}
      </span>
    </dialog>
  );
}
