import type { Feature } from '../core/feature.ts';

export const feature: Feature = {
  routes: [
    { path: '/interviews/:id/live', load: () => import('./LivePage.tsx'), frame: 'bare' },
    { path: '/interviews/:id/close', load: () => import('./ClosePage.tsx') },
  ],
  later: () => import('./background.ts').then(module => module.start()),
};
