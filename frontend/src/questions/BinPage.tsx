import { BinList } from '../core/ui/BinList.tsx';
import { bringBack, useQuestions } from './api.ts';

export default function BinPage() {
  const list = useQuestions({ q: '', category: '', tag: '', asked: '' }, true);
  return (
    <BinList
      of="questions"
      back={{ label: 'Questions', href: '/questions' }}
      items={list.items?.map(({ id, text, deleted_at }) => ({ id, label: text, deleted_at }))}
      error={list.error}
      onRetry={list.reload}
      onRestore={id => void bringBack(id)}
      more={list.more}
      onMore={list.fetchMore}
    />
  );
}
