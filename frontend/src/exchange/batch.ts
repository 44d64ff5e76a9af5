import type { Schema } from '../core/api.ts';
import type { Tone } from '../core/ui/surfaces.tsx';

export type Import = Schema<'ImportRead'>;
export type Brief = Schema<'ImportBrief'>;
export type Row = Schema<'RowRead'>;
export type Choice = Schema<'RowChoice'>;
export type FieldName = Schema<'Field'>;
export type Format = Schema<'Format'>;
export type Duplicates = Schema<'Duplicates'>;

export const FORMATS: Record<Format, string> = {
  linkedin: 'LinkedIn connections',
  google: 'Google contacts',
  google_old: 'Google contacts',
  outlook: 'Outlook contacts',
  vcard: 'Address book cards',
  halfhour: 'A list from Halfhour',
  other: 'Your own list',
};

export const FIELDS: Record<FieldName, string> = {
  full_name: 'Whole name',
  given_name: 'First name',
  family_name: 'Last name',
  headline: 'What they do',
  organization: 'Organization',
  emails: 'Email',
  phones: 'Phone',
  links: 'Link',
  location: 'Where they are',
  connected_on: 'Connected since',
  tags: 'Tags',
  notes: 'Notes',
  postal_address: 'Postal address',
  time_zone: 'Time zone',
  source: 'How you found them',
  how_found: 'How you found them, in words',
  level: 'Level',
  why_them: 'Why them',
  difficulty: 'How hard to ask',
  preferred_channel: 'Preferred channel',
  keep_in_touch_days: 'Keep in touch, days',
  may_keep: 'May keep as a contact',
  may_name: 'May name',
  do_not_contact: 'Do not contact',
  ignore: 'Leave out',
};

export const ORDERS: Record<Schema<'DateOrder'>, string> = {
  day_first: 'Day first: 24/12/2025',
  month_first: 'Month first: 12/24/2025',
  year_first: 'Year first: 2025-12-24',
};

export const STATUSES: Record<Row['status'], { label: string; tone: Tone }> = {
  new: { label: 'New', tone: 'pine' },
  duplicate: { label: 'Already listed', tone: 'sky' },
  repeated: { label: 'Twice in the file', tone: 'plain' },
  hidden: { label: 'Hidden profile', tone: 'line' },
  blocked: { label: 'Left out', tone: 'red' },
};

export const OUTCOMES: Record<Schema<'Outcome'>, { label: string; tone: Tone }> = {
  created: { label: 'Added', tone: 'pine' },
  updated: { label: 'Updated', tone: 'sky' },
  skipped: { label: 'Was there already', tone: 'plain' },
};

export const people = (count: number): string => (count === 1 ? '1 person' : `${count.toLocaleString()} people`);

/** What keeping the batch will do, by what is to happen with those who are there already. */
export function willDo({ new: fresh, duplicate, repeated }: Pick<Import['counts'], 'new' | 'duplicate' | 'repeated'>, duplicates: Duplicates): { added: number; changed: number } {
  if (duplicates === 'create') return { added: fresh + duplicate + repeated, changed: 0 };
  return { added: fresh, changed: duplicates === 'update' ? duplicate : 0 };
}

/** The words on the button that does it. */
export function sayDo(will: { added: number; changed: number }): string {
  if (!will.changed) return will.added ? `Add ${people(will.added)}` : 'Nothing to add';
  return will.added ? `Add ${will.added.toLocaleString()}, update ${will.changed.toLocaleString()}` : `Update ${people(will.changed)}`;
}

/** What became of an import, in one line. */
export function sayState({ status, counts, failed }: Pick<Brief, 'status' | 'counts' | 'failed'>): string {
  if (failed) return 'Did not finish';
  switch (status) {
    case 'previewed':
      return `${people(counts.rows)} looked at, nothing added yet`;
    case 'committing':
      return 'Being added';
    case 'undoing':
      return 'Being taken back';
    case 'undone':
      return 'Taken back';
    case 'committed':
      return [counts.created && `${people(counts.created)} added`, counts.updated && `${counts.updated.toLocaleString()} updated`].filter(Boolean).join(', ') || 'Nobody new';
  }
}

/** Which rows can be looked at apart from the others, and how many they are. */
export function choices(counts: Import['counts']): { id: Choice | ''; label: string; count: number }[] {
  const all: { id: Choice | ''; label: string; count: number }[] = [
    { id: '', label: 'All', count: counts.rows },
    { id: 'new', label: 'New', count: counts.new },
    { id: 'duplicate', label: 'Already listed', count: counts.duplicate },
    { id: 'repeated', label: 'Twice in the file', count: counts.repeated },
    { id: 'hidden', label: 'Hidden profiles', count: counts.hidden },
    { id: 'blocked', label: 'Left out', count: counts.blocked },
    { id: 'problem', label: 'To mend', count: counts.problems },
  ];
  return all.filter(one => one.id === '' || one.count > 0);
}
