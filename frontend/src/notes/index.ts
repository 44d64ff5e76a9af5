import type { Feature } from '../core/feature.ts';
import { navigate } from '../core/router.ts';

export const feature: Feature = {
  routes: [
    { path: '/notes', load: () => import('./NotesPage.tsx') },
    { path: '/notes/new', load: () => import('./NewNotePage.tsx') },
    { path: '/notes/bin', load: () => import('./BinPage.tsx') },
    { path: '/notes/:id', load: () => import('./NotePage.tsx') },
  ],
  nav: [{ label: 'Notes', href: '/notes', icon: 'notebook-pen', place: 55, key: 'o' }],
  actions: [
    { id: 'note-new', label: 'Write a note', icon: 'notebook-pen', words: 'new add research', run: () => navigate('/notes/new') },
    { id: 'note-bin', label: 'Bin of notes', icon: 'trash-2', words: 'deleted restore undo', run: () => navigate('/notes/bin') },
  ],
};
