import type { ComponentChildren } from 'preact';
import { onDevice, online, probe } from '../core/online.ts';
import { path } from '../core/router.ts';
import { session } from '../core/session.ts';
import { setTheme, theme, type Theme } from '../core/theme.ts';
import { Icon } from '../core/ui/Icon.tsx';
import type { IconName } from '../core/ui/icons.ts';
import { Kbd } from '../core/ui/Kbd.tsx';
import { Logo } from '../core/ui/Logo.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { Avatar } from '../core/ui/surfaces.tsx';
import { findRoute, isCurrent, nav } from './features.ts';
import { loadPage } from './Outlet.tsx';
import { openOverlay } from './overlay.ts';

const THEMES: { value: Theme; label: string; icon: IconName }[] = [
  { value: 'system', label: 'As the system', icon: 'monitor' },
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
];

/** Points at a link: its page can be on the way before the press. */
function warm(event: Event): void {
  const link = (event.target as Element).closest('a');
  const found = link && findRoute(link.pathname);
  if (found) loadPage(found.route);
}

function OfflineBanner() {
  const OnDevice = onDevice.value;
  if (online.value) return OnDevice && <OnDevice />;
  return (
    <div class="offline" role="status">
      <Icon name="wifi-off" />
      No connection. What you see may be old; nothing you type is lost.
      <button type="button" class="btn btn-quiet btn-s" onClick={() => void probe()}>
        Try now
      </button>
      {OnDevice && <OnDevice />}
    </div>
  );
}

function ThemeMenu() {
  const now = THEMES.find(one => one.value === theme.value) ?? THEMES[0]!;
  return (
    <Menu
      label={`Theme: ${now.label.toLowerCase()}`}
      icon={now.icon}
      items={THEMES.map(one => ({ label: one.label, icon: one.value === now.value ? ('check' as const) : one.icon, run: () => setTheme(one.value) }))}
    />
  );
}

/** The frame around every signed-in page: a column on wide screens, a bar of tabs on phones. */
export function Shell({ children }: { children: ComponentChildren }) {
  const here = path.value;
  const current = (href: string) => (nav.some(entry => entry.href === href && isCurrent(entry, here)) ? ('page' as const) : undefined);
  const main = nav.filter(entry => entry.place < 90);
  const settings = nav.find(entry => entry.place >= 90);
  const tabs = nav.filter(entry => entry.place < 45);
  const rest = nav.filter(entry => entry.place >= 45);
  const who = session.value?.name || session.value?.email;
  return (
    <div class="shell" onPointerOver={warm} onFocusIn={warm}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="side">
        <a class="brand" href="/">
          <Logo />
          Halfhour
        </a>
        <button type="button" class="find" onClick={() => openOverlay('palette')}>
          <Icon name="search" />
          Search
          <span class="spacer" />
          <Kbd keys="mod+k" />
        </button>
        <nav class="nav" aria-label="Main">
          {main.map(entry => (
            <a key={entry.href} href={entry.href} aria-current={current(entry.href)}>
              <Icon name={entry.icon} />
              {entry.label}
            </a>
          ))}
        </nav>
        <div class="side-end">
          {settings && (
            <a class="who" href={settings.href} aria-current={current(settings.href)}>
              {who ? <Avatar name={who} size="s" /> : <Icon name={settings.icon} />}
              <span>
                {who && <strong>{who}</strong>}
                {settings.label}
              </span>
            </a>
          )}
          {!settings && <span class="spacer" />}
          <ThemeMenu />
        </div>
      </header>
      <main id="main" class="main" tabIndex={-1}>
        <OfflineBanner />
        {children}
      </main>
      <nav class="tabbar" aria-label="Main">
        {tabs.map(entry => (
          <a key={entry.href} href={entry.href} aria-current={current(entry.href)}>
            <Icon name={entry.icon} />
            {entry.label}
          </a>
        ))}
        <Menu
          label="More"
          items={[
            { label: 'Search', icon: 'search', run: () => openOverlay('palette') },
            ...rest.map(entry => ({ label: entry.label, icon: entry.icon, href: entry.href })),
            ...THEMES.map((one, place) => ({ label: `Theme: ${one.label.toLowerCase()}`, icon: one.icon, line: place === 0, run: () => setTheme(one.value) })),
          ]}
        >
          <Icon name="menu" />
          More
        </Menu>
      </nav>
    </div>
  );
}
