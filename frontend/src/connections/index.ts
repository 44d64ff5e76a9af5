import type { Feature } from '../core/feature.ts';
import { navigate } from '../core/router.ts';

export const feature: Feature = {
  routes: [
    { path: '/settings/connections', load: () => import('./ConnectionsPage.tsx') },
    { path: '/settings/connections/:door', load: () => import('./DoorPage.tsx') },
  ],
  parts: { talk: () => import('./OnTalk.tsx') },
  actions: [
    { id: 'connections', label: 'Connections', icon: 'link', words: 'calendar feed caldav carddav address book mail crm hubspot twenty monica webhook api export import backup assistant mcp', run: () => navigate('/settings/connections') },
  ],
};
