import { BinList } from '../core/ui/BinList.tsx';
import { bringBack, useCareers } from './api.ts';

export default function BinPage() {
  const list = useCareers(true);
  return (
    <BinList
      of="careers"
      back={{ label: 'Careers', href: '/careers' }}
      items={list.items?.map(({ id, title, deleted_at }) => ({ id, label: title, deleted_at }))}
      error={list.error}
      onRetry={list.reload}
      onRestore={id => void bringBack(id)}
    />
  );
}
