import type { Feature } from '../core/feature.ts';
import { navigate } from '../core/router.ts';

export const feature: Feature = {
  routes: [
    { path: '/outreach/write', load: () => import('./WritePage.tsx') },
    { path: '/templates', load: () => import('./TemplatesPage.tsx') },
    { path: '/introductions', load: () => import('./IntroductionsPage.tsx') },
    { path: '/templates/bin', load: () => import('./BinPage.tsx') },
  ],
  actions: [
    { id: 'introductions', label: 'Who led to whom', icon: 'users', words: 'introductions referral tree named suggested loop', run: () => navigate('/introductions') },
    { id: 'letter', label: 'Write a letter', icon: 'mail', words: 'outreach message email card thank ask', run: () => navigate('/outreach/write') },
    { id: 'templates', label: 'Templates of letters', icon: 'book-open', words: 'outreach settings scripts', run: () => navigate('/templates') },
  ],
};
