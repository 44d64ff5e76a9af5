import type { Feature } from '../core/feature.ts';
import { navigate } from '../core/router.ts';

// One chunk for all of it: the pages share most of their code, and the first screen should not have to carry that.
const load = () => import('./QuestionsRootPage.tsx');

export const feature: Feature = {
  routes: [
    { path: '/questions', load },
    { path: '/questions/:id', load },
  ],
  nav: [{ label: 'Questions', href: '/questions', icon: 'circle-help', place: 40, key: 'q' }],
  actions: [
    { id: 'question-new', label: 'Write a question', icon: 'circle-help', words: 'new add ask', run: () => navigate('/questions?add=1') },
    { id: 'question-starter', label: 'Take questions from the starter set', icon: 'book-open', words: 'starter examples bank', run: () => navigate('/questions?starter=1') },
    { id: 'question-bin', label: 'Bin of questions', icon: 'trash-2', words: 'deleted restore undo', run: () => navigate('/questions/bin') },
  ],
};
