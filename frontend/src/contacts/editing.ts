import type { Choice } from '../core/ui/Combobox.tsx';
import type { Channel, Contact, Level, Source } from './contact.ts';

/** A person as the form holds them: a box is never null, and a choice knows its name. */
export interface Values extends Pick<Contact, 'full_name' | 'why_them' | 'how_found' | 'emails' | 'phones' | 'links' | 'tags' | 'career_ids' | 'do_not_contact' | 'keep_in_touch_days' | 'postal_address'> {
  given_name: string;
  family_name: string;
  headline: string;
  location: string;
  connected_on: string;
  organization_id: Choice | null;
  time_zone: Choice | null;
  source: Source | '';
  level: Level | '';
  preferred_channel: Channel | '';
  difficulty: string;
  may_keep: '' | 'yes' | 'no';
}

export const formOf = (one: Contact): Values => ({
  full_name: one.full_name,
  given_name: one.given_name ?? '',
  family_name: one.family_name ?? '',
  headline: one.headline ?? '',
  organization_id: one.organization_id ? { value: one.organization_id, label: one.organization_name ?? '' } : null,
  level: one.level ?? '',
  location: one.location ?? '',
  time_zone: one.time_zone ? { value: one.time_zone, label: one.time_zone.replaceAll('_', ' ') } : null,
  career_ids: one.career_ids,
  why_them: one.why_them,
  difficulty: one.difficulty === null ? '' : String(one.difficulty),
  source: one.source ?? '',
  how_found: one.how_found,
  tags: one.tags,
  emails: one.emails,
  phones: one.phones,
  links: one.links,
  postal_address: one.postal_address,
  preferred_channel: one.preferred_channel ?? '',
  do_not_contact: one.do_not_contact,
  may_keep: one.may_keep === null ? '' : one.may_keep ? 'yes' : 'no',
  keep_in_touch_days: one.keep_in_touch_days,
  connected_on: one.connected_on ?? '',
});

const filled = (pairs: Contact['emails']) => pairs.filter(pair => pair.value.trim());

/** What was changed in the form, as the API calls it: an empty box is null where the API knows "nothing". */
export function changed(changes: Partial<Values>): Partial<Contact> {
  const { given_name, family_name, headline, location, connected_on, organization_id, time_zone, source, level, preferred_channel, difficulty, may_keep, emails, phones, links, ...same } = changes;
  return {
    ...same,
    ...(given_name !== undefined && { given_name: given_name.trim() || null }),
    ...(family_name !== undefined && { family_name: family_name.trim() || null }),
    ...(headline !== undefined && { headline: headline.trim() || null }),
    ...(location !== undefined && { location: location.trim() || null }),
    ...(connected_on !== undefined && { connected_on: connected_on || null }),
    ...(organization_id !== undefined && { organization_id: organization_id?.value ?? null }),
    ...(time_zone !== undefined && { time_zone: time_zone?.value ?? null }),
    ...(source !== undefined && { source: source || null }),
    ...(level !== undefined && { level: level || null }),
    ...(preferred_channel !== undefined && { preferred_channel: preferred_channel || null }),
    ...(difficulty !== undefined && { difficulty: difficulty ? Number(difficulty) : null }),
    ...(may_keep !== undefined && { may_keep: may_keep ? may_keep === 'yes' : null }),
    ...(emails !== undefined && { emails: filled(emails) }),
    ...(phones !== undefined && { phones: filled(phones) }),
    ...(links !== undefined && { links: filled(links) }),
  };
}
