import type { Schema } from '../core/api.ts';
import { CHANNELS, LEVELS, SOURCES, type Contact } from './contact.ts';

export type Field = Schema<'MergeCreate'>['take'] extends infer T ? (NonNullable<T> extends (infer F)[] ? F : never) : never;

/** The fields that can hold one value only, in the order in which one looks at them. */
export const FIELDS: Record<Field, string> = {
  full_name: 'Name',
  given_name: 'First name',
  family_name: 'Last name',
  headline: 'What they do',
  organization_id: 'Organization',
  location: 'Where',
  time_zone: 'Time zone',
  level: 'Level',
  source: 'How you found them',
  how_found: 'The story of it',
  why_them: 'Why them',
  difficulty: 'How hard it feels to ask',
  preferred_channel: 'Likes to be reached by',
  keep_in_touch_days: 'Keep in touch every so many days',
  may_keep: 'May be kept as a contact',
  may_name: 'May be named to others',
  postal_address: 'Postal address',
  connected_on: 'Connected since',
};

const empty = (value: unknown) => value === null || value === undefined || value === '';

/** Where both say something and it is not the same. Names are chosen whole: their parts follow the full name. */
export function disputed(left: Contact, right: Contact): Field[] {
  return (Object.keys(FIELDS) as Field[]).filter(field => {
    if (empty(left[field]) || empty(right[field]) || left[field] === right[field]) return false;
    return !(['given_name', 'family_name'].includes(field) && left.full_name !== right.full_name);
  });
}

export function sayField(field: Field, one: Contact): string {
  switch (field) {
    case 'organization_id':
      return one.organization_name ?? '';
    case 'level':
      return one.level ? LEVELS[one.level] : '';
    case 'source':
      return one.source ? SOURCES[one.source] : '';
    case 'preferred_channel':
      return one.preferred_channel ? CHANNELS[one.preferred_channel] : '';
    case 'may_keep':
    case 'may_name':
      return one[field] ? 'Yes' : 'No';
    default:
      return String(one[field] ?? '');
  }
}

/** What comes together from both, in words: addresses, numbers, links, tags. */
export function united(left: Contact, right: Contact): string[] {
  const values = (one: Contact) => [...one.emails, ...one.phones, ...one.links].map(pair => pair.value);
  return [...new Set([...values(left), ...values(right), ...left.tags, ...right.tags])];
}
