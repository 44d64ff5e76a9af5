import type { Feature } from '../core/feature.ts';
import { navigate } from '../core/router.ts';

export const feature: Feature = {
  routes: [{ path: '/profile', load: () => import('./ProfilePage.tsx') }],
  nav: [{ label: 'Profile', href: '/profile', icon: 'compass', place: 65, key: 'y' }],
  actions: [
    { id: 'profile', label: 'What bothers you, what makes you happy', icon: 'compass', words: 'know yourself goals skills values interests', run: () => navigate('/profile') },
    { id: 'criteria', label: 'What you judge careers by', icon: 'scale', words: 'criteria weight values', run: () => navigate('/profile?at=criteria') },
  ],
};
