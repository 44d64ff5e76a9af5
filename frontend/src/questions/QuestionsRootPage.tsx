import type { PageProps } from '../core/feature.ts';
import { BinPage } from './BinPage.tsx';
import { QuestionPage } from './QuestionPage.tsx';
import { QuestionsPage } from './QuestionsPage.tsx';
import './questions.css';

export default function QuestionsRootPage({ params }: PageProps) {
  if (params.id === 'bin') return <BinPage />;
  return params.id ? <QuestionPage id={params.id} /> : <QuestionsPage />;
}
