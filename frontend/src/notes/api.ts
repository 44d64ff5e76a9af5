import { signal } from '@preact/signals';
import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { usePages, type Page } from '../core/pages.ts';
import { edit, invalidate, setData, useQuery } from '../core/query.ts';
import type { Choice } from '../core/ui/Combobox.tsx';
import { SUBJECT_NAMES, SUBJECTS, toChoice, toIds, type About, type Attachment, type Note, type NoteBrief, type NoteKind, type Subject } from './note.ts';

const LISTS = ['notes', 'list'];
const TOUCHED = [['notes'], ['note'], ['attachments']];
const key = (id: string) => ['note', id];

/** The list as the person last saw it, filters and all: where "Notes" leads back to. */
export const lastList = signal('/notes');

export interface Filters {
  q: string;
  kind: NoteKind | '';
  about: About | null;
}

export function useNotes({ q, kind, about }: Filters, deleted = false) {
  const wanted = { limit: 50, ...(q.trim() && { q: q.trim() }), ...(kind && { kind }), ...(about && { [`${about.kind}_id`]: about.id }), ...(deleted && { deleted }) };
  return usePages<NoteBrief>([...LISTS, wanted], (cursor, abort) => ok(api.GET('/api/v1/notes', { params: { query: { ...wanted, cursor } }, signal: abort })), { keep: true });
}

export const readNote = (id: string, abort?: AbortSignal) => ok(api.GET('/api/v1/notes/{note_id}', { params: { path: { note_id: id } }, signal: abort ?? null }));
export const useNote = (id: string) => useQuery<Note>(key(id), abort => readNote(id, abort));

export function keepNote(saved: Note): void {
  setData(key(saved.id), saved);
  invalidate(['notes']);
}

export const createNote = (kind: NoteKind, body: string, about: About) => ok(api.POST('/api/v1/notes', { body: { kind, body, ...toIds(about) } }));
export const sendNote = (id: string) => (changes: Partial<Note>, version: number) =>
  ok(api.PATCH('/api/v1/notes/{note_id}', { params: { path: { note_id: id }, header: ifMatch({ version }) }, body: changes as Schema<'NoteUpdate'> }));

const restore = (id: string) => ok(api.POST('/api/v1/notes/{note_id}/restore', { params: { path: { note_id: id } } }));

export const removeNote = (one: Pick<Note, 'id' | 'version' | 'title'>) =>
  act({
    send: async () => {
      await ok(api.DELETE('/api/v1/notes/{note_id}', { params: { path: { note_id: one.id }, header: ifMatch(one) } }));
      return true;
    },
    edits: [edit<Page<NoteBrief>>(LISTS, page => ({ ...page, items: page.items.filter(other => other.id !== one.id) }))],
    refresh: [['notes']],
    said: one.title ? `“${one.title}” is in the bin` : 'The note is in the bin',
    undo: () => restore(one.id),
  });

export const bringBack = (id: string) => act({ send: () => restore(id), refresh: TOUCHED, said: 'The note is back' });

// what notes are about

const RECENT = 5;

/** What fits the words among all that a note can be about; without words the people and careers changed last. */
export async function findSubjects(text: string, abort: AbortSignal): Promise<Choice[]> {
  if (text.length < 2) {
    const [people, careers] = await Promise.all([
      ok(api.GET('/api/v1/contacts', { params: { query: { limit: RECENT } }, signal: abort })),
      ok(api.GET('/api/v1/careers', { params: { query: { limit: RECENT } }, signal: abort })),
    ]);
    return [
      ...people.items.map(({ id, full_name }) => toChoice({ kind: 'contact', id, title: full_name })),
      ...careers.items.map(({ id, title }) => toChoice({ kind: 'career', id, title })),
    ];
  }
  const { items } = await ok(api.GET('/api/v1/search', { params: { query: { q: text, kinds: SUBJECT_NAMES, limit: 20 } }, signal: abort }));
  return items.flatMap(({ kind, id, title }) => (Object.hasOwn(SUBJECTS, kind) ? [toChoice({ kind: kind as Subject, id, title: title.map(span => span.text).join('') })] : []));
}

async function titleOf({ kind, id }: About, abort: AbortSignal): Promise<string> {
  switch (kind) {
    case 'contact':
      return (await ok(api.GET('/api/v1/contacts/{contact_id}', { params: { path: { contact_id: id } }, signal: abort }))).full_name;
    case 'interview':
      return (await ok(api.GET('/api/v1/interviews/{interview_id}', { params: { path: { interview_id: id } }, signal: abort }))).contact_name;
    case 'career':
      return (await ok(api.GET('/api/v1/careers/{career_id}', { params: { path: { career_id: id } }, signal: abort }))).title;
    case 'organization':
      return (await ok(api.GET('/api/v1/organizations/{organization_id}', { params: { path: { organization_id: id } }, signal: abort }))).name;
    case 'question':
      return (await ok(api.GET('/api/v1/questions/{question_id}', { params: { path: { question_id: id } }, signal: abort }))).text;
  }
}

/** The name of what an address says a note is about. */
export const useSubject = (about: About | null) =>
  useQuery<Choice>(about && ['subject', about.kind, about.id], async abort => toChoice({ ...(about as About), title: await titleOf(about as About, abort) }));

// files

export const filesKey = (noteId: string) => ['attachments', noteId];
export const useFiles = (noteId: string) =>
  usePages<Attachment>(filesKey(noteId), (cursor, abort) => ok(api.GET('/api/v1/notes/{note_id}/attachments', { params: { path: { note_id: noteId }, query: { limit: 50, cursor } }, signal: abort })), { all: true });

export const contentOf = (one: Pick<Attachment, 'id'>) => `/api/v1/attachments/${one.id}/content`;

export const afterFiles = (noteId: string) => [filesKey(noteId), key(noteId), ['notes']];

export const removeFile = (one: Attachment) =>
  act({
    send: async () => {
      await ok(api.DELETE('/api/v1/attachments/{attachment_id}', { params: { path: { attachment_id: one.id }, header: ifMatch(one) } }));
      return true;
    },
    edits: [edit<Page<Attachment>>(filesKey(one.note_id), page => ({ ...page, items: page.items.filter(other => other.id !== one.id) }))],
    refresh: afterFiles(one.note_id),
    said: `${one.name} is in the bin`,
    undo: () => ok(api.POST('/api/v1/attachments/{attachment_id}/restore', { params: { path: { attachment_id: one.id } } })),
  });
