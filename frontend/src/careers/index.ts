import type { Feature } from '../core/feature.ts';
import { navigate } from '../core/router.ts';

// One chunk for all of it: the pages share most of their code, and the first screen should not have to carry that.
const load = () => import('./CareersRootPage.tsx');

export const feature: Feature = {
  routes: [
    { path: '/careers', load },
    { path: '/careers/:id', load },
  ],
  nav: [{ label: 'Careers', href: '/careers', icon: 'briefcase', place: 50, key: 'c' }],
  actions: [
    { id: 'career-new', label: 'Add a career to explore', icon: 'briefcase', words: 'new job title dream', run: () => navigate('/careers?add=1') },
    { id: 'career-bin', label: 'Bin of careers', icon: 'trash-2', words: 'deleted restore undo', run: () => navigate('/careers/bin') },
  ],
};
