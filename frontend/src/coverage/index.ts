import type { Feature } from '../core/feature.ts';

export const feature: Feature = {
  routes: [{ path: '/careers/:id/coverage', load: () => import('./CoveragePage.tsx') }],
};
