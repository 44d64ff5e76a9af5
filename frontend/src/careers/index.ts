import type { Feature } from '../core/feature.ts';
import { navigate } from '../core/router.ts';

export const feature: Feature = {
  routes: [
    { path: '/careers', load: () => import('./CareersPage.tsx') },
    { path: '/careers/bin', load: () => import('./BinPage.tsx') },
    { path: '/careers/:id', load: () => import('./CareerPage.tsx') },
  ],
  nav: [{ label: 'Careers', href: '/careers', icon: 'briefcase', place: 50, key: 'c' }],
  actions: [
    { id: 'career-new', label: 'Add a career to explore', icon: 'briefcase', words: 'new job title dream', run: () => navigate('/careers?add=1') },
    { id: 'career-bin', label: 'Bin of careers', icon: 'trash-2', words: 'deleted restore undo', run: () => navigate('/careers/bin') },
  ],
};
