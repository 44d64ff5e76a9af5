import type { Feature } from '../core/feature.ts';
import { navigate } from '../core/router.ts';

export const feature: Feature = {
  routes: [
    { path: '/interviews', load: () => import('./InterviewsPage.tsx') },
    { path: '/interviews/new', load: () => import('./PlanPage.tsx') },
    { path: '/interviews/week', load: () => import('./WeekPage.tsx') },
    { path: '/interviews/:id', load: () => import('./TalkPage.tsx') },
    { path: '/interviews/:id/times', load: () => import('./TimesPage.tsx') },
  ],
  nav: [{ label: 'Interviews', href: '/interviews', icon: 'coffee', place: 30, key: 'i' }],
  actions: [
    { id: 'talk-new', label: 'Plan a talk', icon: 'coffee', words: 'new interview ask schedule', run: () => navigate('/interviews/new') },
    { id: 'talk-calendar', label: 'Calendar of talks', icon: 'calendar', words: 'month week schedule', run: () => navigate('/interviews?view=calendar') },
    { id: 'talk-week', label: 'Interview week', icon: 'calendar', words: 'plan travel free conflicts', run: () => navigate('/interviews/week') },
    { id: 'talk-waiting', label: 'Who has not answered yet', icon: 'clock', words: 'asked waiting follow up', run: () => navigate('/interviews?state=requested') },
  ],
};
