import type { Feature } from '../core/feature.ts';
import { navigate } from '../core/router.ts';

export const feature: Feature = {
  routes: [
    { path: '/contacts', load: () => import('./ContactsPage.tsx') },
    { path: '/contacts/duplicates', load: () => import('./DuplicatesPage.tsx') },
    { path: '/contacts/bin', load: () => import('./BinPage.tsx') },
    { path: '/contacts/:id', load: () => import('./ContactPage.tsx') },
    { path: '/organizations', load: () => import('./OrganizationsPage.tsx') },
    { path: '/organizations/:id', load: () => import('./OrganizationPage.tsx') },
  ],
  nav: [{ label: 'People', href: '/contacts', icon: 'users', place: 20, key: 'p' }],
  actions: [
    { id: 'contact-new', label: 'Add a person', icon: 'user-plus', words: 'new contact create', run: () => navigate('/contacts?add=1') },
    { id: 'contact-duplicates', label: 'Find people who are listed twice', icon: 'merge', words: 'duplicates merge same', run: () => navigate('/contacts/duplicates') },
    { id: 'organizations', label: 'Organizations', icon: 'building-2', words: 'employers companies', run: () => navigate('/organizations') },
    { id: 'contact-bin', label: 'Bin of people and organizations', icon: 'trash-2', words: 'deleted restore undo', run: () => navigate('/contacts/bin') },
  ],
};
