import type { Feature } from '../core/feature.ts';
import { navigate } from '../core/router.ts';

export const feature: Feature = {
  routes: [
    { path: '/questions', load: () => import('./QuestionsPage.tsx') },
    { path: '/questions/bin', load: () => import('./BinPage.tsx') },
    { path: '/questions/:id', load: () => import('./QuestionPage.tsx') },
  ],
  nav: [{ label: 'Questions', href: '/questions', icon: 'circle-help', place: 40, key: 'q' }],
  actions: [
    { id: 'question-new', label: 'Write a question', icon: 'circle-help', words: 'new add ask', run: () => navigate('/questions?add=1') },
    { id: 'question-starter', label: 'Take questions from the starter set', icon: 'book-open', words: 'starter examples bank', run: () => navigate('/questions?starter=1') },
    { id: 'question-bin', label: 'Bin of questions', icon: 'trash-2', words: 'deleted restore undo', run: () => navigate('/questions/bin') },
  ],
};
