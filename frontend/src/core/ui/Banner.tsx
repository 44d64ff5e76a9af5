import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

const KINDS: Record<string, { icon: IconName; tone: string }> = {
  info: { icon: 'info', tone: 'sky' },
  good: { icon: 'circle-check', tone: 'pine' },
  warning: { icon: 'triangle-alert', tone: 'amber' },
  problem: { icon: 'circle-alert', tone: 'red' },
};

interface BannerProps {
  kind?: 'info' | 'good' | 'warning' | 'problem';
  title?: string;
  icon?: IconName;
  /** buttons or links, at the end */
  actions?: ComponentChildren;
  children?: ComponentChildren;
}

/** Something worth knowing about what stands below it. A problem is told at once to those who listen. */
export function Banner({ kind = 'info', title, icon, actions, children }: BannerProps) {
  return (
    <div class={`banner tone-${KINDS[kind]?.tone}`} role={kind === 'problem' ? 'alert' : undefined} tabIndex={-1}>
      <Icon name={icon ?? KINDS[kind]?.icon ?? 'info'} />
      <div class="banner-text">
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div class="banner-actions">{actions}</div>}
    </div>
  );
}
