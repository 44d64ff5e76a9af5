import { api, ok, type Schema } from '../core/api.ts';
import type { Choice } from '../core/ui/Combobox.tsx';
import type { Contact } from './contact.ts';

// Choosing somebody, wherever it is done.

export const asChoice = (one: Contact): Choice => {
  const hint = [one.headline, one.organization_name].filter(Boolean).join(' · ');
  return { value: one.id, label: one.full_name, ...(hint && { hint }) };
};

/** People by their words; those one dealt with last where none are typed. */
export async function findPeople(q: string, abort: AbortSignal): Promise<Choice[]> {
  const { items } = await ok(api.GET('/api/v1/contacts', { params: { query: { limit: 20, ...(q && { q }) } }, signal: abort }));
  return items.map(asChoice);
}

/** A person of whom only the name is known so far. */
export async function addPerson(name: string, more: Partial<Schema<'ContactCreate'>> = {}): Promise<Choice> {
  return asChoice(await ok(api.POST('/api/v1/contacts', { body: { full_name: name, ...more } as Schema<'ContactCreate'> })));
}
