import type { Feature } from '../core/feature.ts';
import { navigate } from '../core/router.ts';

export const feature: Feature = {
  routes: [
    { path: '/import', load: () => import('./ImportPage.tsx') },
    { path: '/import/:id', load: () => import('./OneImportPage.tsx') },
  ],
  actions: [{ id: 'import', label: 'Import people from a file', icon: 'upload', words: 'linkedin google outlook csv zip connections contacts upload', run: () => navigate('/import') }],
};
