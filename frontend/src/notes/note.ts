import type { Schema } from '../core/api.ts';
import type { Choice } from '../core/ui/Combobox.tsx';
import type { IconName } from '../core/ui/icons.ts';

export type Note = Schema<'NoteRead'>;
export type NoteBrief = Schema<'NoteBrief'>;
export type NoteKind = Schema<'NoteKind'>;
export type Subject = Schema<'Subject'>;
export type Attachment = Schema<'AttachmentRead'>;

export const KINDS: Record<NoteKind, string> = { research: 'Research', live: 'In the talk', debrief: 'Debrief', general: 'General' };
export const KIND_NAMES = Object.keys(KINDS) as NoteKind[];
export const KIND_OPTIONS = KIND_NAMES.map(value => ({ value, label: KINDS[value] }));
export const isKind = (text: string | null): text is NoteKind => text !== null && Object.hasOwn(KINDS, text);

/** What a note can be about: what it is called, and where its page is. */
export const SUBJECTS: Record<Subject, { word: string; path: string; icon: IconName }> = {
  contact: { word: 'Person', path: '/contacts', icon: 'user' },
  interview: { word: 'Talk', path: '/interviews', icon: 'coffee' },
  career: { word: 'Career', path: '/careers', icon: 'briefcase' },
  organization: { word: 'Organization', path: '/organizations', icon: 'building-2' },
  question: { word: 'Question', path: '/questions', icon: 'circle-help' },
};
export const SUBJECT_NAMES = Object.keys(SUBJECTS) as Subject[];

export type About = { kind: Subject; id: string };
export type SubjectIds = Record<`${Subject}_id`, string | null>;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** How one subject is written as a choice of a list, and read back. */
export const toChoice = (about: About & { title: string }): Choice => ({ value: `${about.kind}:${about.id}`, label: about.title, hint: SUBJECTS[about.kind].word });

export function ofChoice(choice: Pick<Choice, 'value'> | null): About | null {
  const [kind = '', id = ''] = choice?.value.split(':') ?? [];
  return Object.hasOwn(SUBJECTS, kind) && ID.test(id) ? { kind: kind as Subject, id } : null;
}

/** The five ids of the contract, one of them set. */
export function toIds(about: About | null): SubjectIds {
  return Object.fromEntries(SUBJECT_NAMES.map(kind => [`${kind}_id`, about?.kind === kind ? about.id : null])) as SubjectIds;
}

/** What the address says a list, or a new note, is about. */
export function readAbout(from: URLSearchParams): About | null {
  for (const kind of SUBJECT_NAMES) {
    const id = from.get(`${kind}_id`);
    if (id && ID.test(id)) return { kind, id };
  }
  return null;
}

/** What the body says after the line that is its title already; all of it where the title is only the start of a line. */
export function bodyAfterTitle(body: string, title: string): string {
  const lines = body.split('\n');
  const first = lines.findIndex(line => line.trim());
  const line = lines[first];
  if (line === undefined || !title) return body;
  const plain = line.replace(/^[#>\s]+/, '').replace(/[*_`~]+/g, '').trim().replace(/\s+/g, ' ');
  return plain === title ? lines.slice(first + 1).join('\n').trim() : body;
}

/** "640 KB", "2.4 MB": as people say how large a file is. */
export function sayBytes(size: number): string {
  if (size < 1000) return `${size} ${size === 1 ? 'byte' : 'bytes'}`;
  const [unit, factor] = size < 999_500 ? (['KB', 1e3] as const) : size < 999_500_000 ? (['MB', 1e6] as const) : (['GB', 1e9] as const);
  const number = size / factor;
  return `${number < 9.95 ? number.toFixed(1).replace(/\.0$/, '') : Math.round(number)} ${unit}`;
}

/** How a file is shown: only what the server shows in place. */
export function lookOf(mediaType: string): 'image' | 'audio' | 'video' | 'file' {
  const kind = mediaType.split('/')[0];
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'file';
}

export const LARGEST = 200_000_000; // bytes; the server refuses more
