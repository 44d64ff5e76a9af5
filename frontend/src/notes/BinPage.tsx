import { BinList } from '../core/ui/BinList.tsx';
import { bringBack, useNotes } from './api.ts';

export default function BinPage() {
  const list = useNotes({ q: '', kind: '', about: null }, true);
  return (
    <BinList
      of="notes"
      back={{ label: 'Notes', href: '/notes' }}
      items={list.items?.map(({ id, title, about, deleted_at }) => ({ id, label: title || `A note about ${about.title}`, deleted_at }))}
      error={list.error}
      onRetry={list.reload}
      onRestore={id => void bringBack(id)}
      more={list.more}
      onMore={list.fetchMore}
    />
  );
}
