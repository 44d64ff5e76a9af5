import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

const ICON: Record<string, IconName> = { info: 'info', good: 'circle-check', warning: 'triangle-alert', problem: 'circle-alert' };

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
    <div class={`banner banner-${kind}`} role={kind === 'problem' ? 'alert' : undefined} tabIndex={-1}>
      <Icon name={icon ?? ICON[kind] ?? 'info'} />
      <div class="banner-text">
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div class="banner-actions">{actions}</div>}
    </div>
  );
}
