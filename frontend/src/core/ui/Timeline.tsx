import type { ComponentChildren } from 'preact';
import { sayAgo, sayDateTime } from '../time.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import './Timeline.css';

export interface TimelineItem {
  id: string;
  /** the instant, in UTC with Z */
  at: string;
  icon: IconName;
  title: ComponentChildren;
  /** pine: we spoke; clay: due or missed; plain otherwise */
  tone?: 'plain' | 'pine' | 'clay';
  children?: ComponentChildren;
  actions?: ComponentChildren;
}

/** What happened, newest first as given. */
export function Timeline({ items, label }: { items: readonly TimelineItem[]; label: string }) {
  return (
    <ol class="timeline" aria-label={label}>
      {items.map(item => (
        <li key={item.id} class="moment">
          <span class={`moment-mark tone-${item.tone ?? 'plain'}`}>
            <Icon name={item.icon} />
          </span>
          <div class="moment-body">
            <p class="row between">
              <span>{item.title}</span>
              <time class="line-more" dateTime={item.at} title={sayDateTime(item.at)}>
                {sayAgo(item.at)}
              </time>
            </p>
            {item.children && <div class="muted mt-1 words">{item.children}</div>}
          </div>
          {item.actions}
        </li>
      ))}
    </ol>
  );
}
