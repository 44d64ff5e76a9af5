import type { Feature } from '../core/feature.ts';

export const feature: Feature = {
  routes: [{ path: '/interviews/:id/rehearse', load: () => import('./RehearsePage.tsx') }],
};
