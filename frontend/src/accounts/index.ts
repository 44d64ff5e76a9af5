import type { Feature } from '../core/feature.ts';
import { navigate } from '../core/router.ts';

export const feature: Feature = {
  routes: [
    { path: '/sign-in', load: () => import('./SignInPage.tsx'), frame: 'bare', open: true },
    { path: '/sign-up', load: () => import('./SignUpPage.tsx'), frame: 'bare', open: true },
    { path: '/settings', load: () => import('./SettingsPage.tsx') },
    { path: '/settings/:part', load: () => import('./SettingsPage.tsx') },
  ],
  nav: [{ label: 'Settings', href: '/settings', icon: 'settings', place: 90, key: 's' }],
  actions: [
    { id: 'account', label: 'Account and password', icon: 'settings', words: 'email name time zone', run: () => navigate('/settings') },
    { id: 'tokens', label: 'Access tokens', icon: 'settings', words: 'api script key', run: () => navigate('/settings/tokens') },
    { id: 'sign-out', label: 'Sign out', icon: 'log-out', run: () => void import('./api.ts').then(module => module.signOut()) },
  ],
};
