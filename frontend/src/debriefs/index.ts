import type { Feature } from '../core/feature.ts';
import { navigate } from '../core/router.ts';

export const feature: Feature = {
  routes: [
    { path: '/interviews/:id/debrief', load: () => import('./DebriefPage.tsx') },
    { path: '/careers/:id/evidence', load: () => import('./EvidencePage.tsx') },
    { path: '/careers/compare', load: () => import('./ComparePage.tsx') },
  ],
  actions: [{ id: 'careers-compare', label: 'Compare careers', icon: 'scale', words: 'side by side evidence decide print', run: () => navigate('/careers/compare') }],
};
