import type { ComponentChildren, JSX } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useTitle } from '../title.ts';
import { Icon } from './Icon.tsx';

interface PageProps {
  /** the <h1>, and the title of the window */
  title: string;
  /** one sentence below it */
  lead?: ComponentChildren;
  /** where this page hangs: back to the list */
  crumb?: { label: string; href: string };
  /** buttons at the right of the head; the primary one last */
  actions?: ComponentChildren;
  /** before the title: an avatar */
  mark?: ComponentChildren;
  /** for reading and for forms */
  narrow?: boolean;
  class?: string;
  children?: ComponentChildren;
}

/** The heading of the skeleton has the focus: the heading of the page that it stands for takes it over. */
let handedOver = false;

/** Every screen is one of these. */
export function Page({ title, lead, crumb, actions, mark, narrow = false, class: extra = '', children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  useLayoutEffect(() => {
    if (handedOver) heading.current?.focus({ preventScroll: true });
    handedOver = false;
  }, []);
  return (
    <div class={`page ${narrow ? 'page-narrow' : ''} ${extra}`}>
      <div class="page-head">
        {mark}
        <div>
          {crumb && (
            <a class="crumb" href={crumb.href}>
              <Icon name="arrow-left" /> {crumb.label}
            </a>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p class="lead">{lead}</p>}
        </div>
        {actions && <span class="row">{actions}</span>}
      </div>
      {children}
    </div>
  );
}

interface CardProps {
  title?: string;
  /** at the end of the head */
  actions?: ComponentChildren;
  class?: string;
  children?: ComponentChildren;
}

/** A part of a page with a name of its own. Cards do not lie in cards. */
export function Card({ title, actions, class: extra = '', children }: CardProps) {
  const id = useId();
  return (
    <section class={`card ${extra}`} aria-labelledby={title ? id : undefined}>
      {(title || actions) && (
        <div class="card-head">
          {title && <h2 id={id}>{title}</h2>}
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}

export type Tone = 'plain' | 'pine' | 'clay' | 'amber' | 'sky' | 'plum' | 'red' | 'line';

export function Badge({ tone = 'plain', children, ...rest }: { tone?: Tone; children: ComponentChildren } & Omit<JSX.IntrinsicElements['span'], 'class'>) {
  return (
    <span {...rest} class={`badge tone-${tone}`}>
      {children}
    </span>
  );
}

export type Stage = 'planned' | 'requested' | 'scheduled' | 'held' | 'declined' | 'no_response' | 'cancelled' | 'no_show';

const STAGES: Record<Stage, { label: string; tone: Tone; dial: string }> = {
  planned: { label: 'Planned', tone: 'plain', dial: '0' },
  requested: { label: 'Asked', tone: 'amber', dial: '1' },
  scheduled: { label: 'Scheduled', tone: 'sky', dial: '2' },
  held: { label: 'Held', tone: 'pine', dial: '4' },
  declined: { label: 'Declined', tone: 'line', dial: 'x' },
  no_response: { label: 'No answer', tone: 'line', dial: 'x' },
  cancelled: { label: 'Cancelled', tone: 'line', dial: 'x' },
  no_show: { label: 'Did not come', tone: 'red', dial: 'x' },
};

/** What a stage of an interview is called, everywhere. */
export const stageLabel = (stage: Stage): string => STAGES[stage].label;

export const stageTone = (stage: Stage): Tone => STAGES[stage].tone;

/** The stage of an interview: a dial that fills up, so that it is told by shape and words as well as by colour. */
export function StageBadge({ stage }: { stage: Stage }) {
  const { label, tone, dial } = STAGES[stage];
  return (
    <Badge tone={tone}>
      <span class={`dial dial-${dial}`} />
      {label}
    </Badge>
  );
}

const TONES = ['pine', 'clay', 'sky', 'plum', 'amber'];

/** Initials on a colour that stays the same for the same name. Decorative: the name stands beside it. */
export function Avatar({ name, size = 'm' }: { name: string; size?: 's' | 'm' | 'l' }) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const initials = [words[0], words.length > 1 ? words.at(-1) : ''].map(word => [...(word ?? '')][0] ?? '').join('');
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 997;
  return (
    <span class={`avatar avatar-${size} tone-${TONES[sum % TONES.length]}`} aria-hidden="true">
      {initials.toUpperCase() || '·'}
    </span>
  );
}

/** While the first answer is awaited: lines about as long as what will come. With `page` it stands for a whole page. */
export function Skeleton({ lines = 3, label = 'Loading', page = false }: { lines?: number; label?: string; page?: boolean }) {
  const widths = ['72%', '91%', '58%', '84%', '66%'];
  return (
    <div class={page ? 'page stack' : 'stack'} role="status" aria-busy="true">
      {page ? (
        <h1
          tabIndex={-1}
          onFocus={() => {
            handedOver = true;
          }}
          onBlur={event => {
            if (event.relatedTarget) handedOver = false; // the person went elsewhere; it was not taken away
          }}
        >
          <span class="visually-hidden">{label}</span>
        </h1>
      ) : (
        <span class="visually-hidden">{label}</span>
      )}
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class="skeleton" style={{ width: widths[line % widths.length] }} />
      ))}
    </div>
  );
}

/** How far something has come; without a value only that it goes on. */
export function Progress({ label, value, max = 100, hideLabel = false }: { label: string; value?: number; max?: number; hideLabel?: boolean }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class={hideLabel ? 'visually-hidden' : 'muted'}>
        {label}
      </label>
      <progress id={id} class="progress" value={value} max={max} />
    </div>
  );
}
