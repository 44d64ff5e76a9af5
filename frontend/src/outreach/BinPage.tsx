import { BinList } from '../core/ui/BinList.tsx';
import { bringBack, useBin } from './api.ts';

export default function BinPage() {
  const list = useBin();
  return (
    <BinList
      of="templates"
      back={{ label: 'Templates', href: '/templates' }}
      items={list.items?.map(({ id, name, deleted_at }) => ({ id, label: name, deleted_at }))}
      error={list.error}
      onRetry={list.reload}
      onRestore={id => void bringBack(id)}
      more={list.more}
      onMore={list.fetchMore}
    />
  );
}
