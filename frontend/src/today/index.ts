import type { Feature } from '../core/feature.ts';
import { navigate } from '../core/router.ts';

export const feature: Feature = {
  routes: [
    { path: '/today', load: () => import('./TodayPage.tsx') },
    { path: '/welcome', load: () => import('./WelcomePage.tsx'), frame: 'bare' },
  ],
  nav: [{ label: 'Today', href: '/today', icon: 'sun', place: 10, key: 't' }],
  actions: [{ id: 'first-steps', label: 'First steps: to your first planned talk', icon: 'compass', words: 'welcome start begin tour help', run: () => navigate('/welcome') }],
};
