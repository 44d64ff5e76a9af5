import { api, ok } from '../core/api.ts';
import { invalidate, useQuery } from '../core/query.ts';
import { NotesPanel } from '../core/ui/NotesPanel.tsx';

interface Props {
  about: { contact_id: string } | { organization_id: string };
  /** what one would write here */
  placeholder: string;
}

/** Notes about one person or organization. Their own pages belong to a later step: here one reads the latest, and adds one. */
export function Notes({ about, placeholder }: Props) {
  const [[name, id] = ['', '']] = Object.entries(about);
  const notes = useQuery(['notes', name, id], abort => ok(api.GET('/api/v1/notes', { params: { query: { ...about, limit: 6 } }, signal: abort })));
  const add = async (body: string) => {
    await ok(api.POST('/api/v1/notes', { body: { ...about, body } }));
    invalidate(['notes']);
  };
  return (
    <NotesPanel
      items={notes.data?.items}
      error={notes.error}
      onRetry={notes.reload}
      draft={`note-${id}`}
      onAdd={add}
      all={`/notes?${name}=${id}`}
      placeholder={placeholder}
    />
  );
}
