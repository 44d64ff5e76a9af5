import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { usePages, type Page } from '../core/pages.ts';
import { edit, invalidate, setData, useQuery } from '../core/query.ts';
import type { Contact, Letter, Purpose, Talk, Template } from './letter.ts';

const LISTS = ['templates', 'list'];
const list = (purpose: Purpose | null, abort: AbortSignal) => ok(api.GET('/api/v1/templates', { params: { query: { ...(purpose && { purpose }), limit: 200 } }, signal: abort }));

export const takeStarter = (purposes: Purpose[] | null) => ok(api.POST('/api/v1/templates/starter', { body: { purposes } }));

/** Templates; whoever has none yet is given the starter letters at once, which are given only once. */
export const useTemplates = (purpose: Purpose | null) =>
  useQuery<Page<Template>>([...LISTS, purpose], async abort => {
    const page = await list(purpose, abort);
    if (page.items.length || !(await takeStarter(purpose && [purpose])).added) return page;
    return list(purpose, abort);
  });

export const useBin = () => usePages<Template>(['templates', 'bin'], (cursor, abort) => ok(api.GET('/api/v1/templates', { params: { query: { deleted: true, limit: 100, cursor } }, signal: abort })));

export const usePlaceholders = () => useQuery(['placeholders'], abort => ok(api.GET('/api/v1/templates/placeholders', { signal: abort })));

export const readTemplate = (id: string) => ok(api.GET('/api/v1/templates/{template_id}', { params: { path: { template_id: id } } }));
export const createTemplate = (body: Schema<'TemplateCreate'>) => ok(api.POST('/api/v1/templates', { body }));
export const sendTemplate = (id: string) => (body: Partial<Template>, version: number) =>
  ok(api.PATCH('/api/v1/templates/{template_id}', { params: { path: { template_id: id }, header: ifMatch({ version }) }, body: body as Schema<'TemplateUpdate'> }));

const restore = (id: string) => ok(api.POST('/api/v1/templates/{template_id}/restore', { params: { path: { template_id: id } } }));
export const bringBack = (id: string) => act({ send: () => restore(id), refresh: [['templates']], said: 'The template is back' });

export const removeTemplate = (one: Template) =>
  act({
    send: async () => {
      await ok(api.DELETE('/api/v1/templates/{template_id}', { params: { path: { template_id: one.id }, header: ifMatch(one) } }));
      return true;
    },
    edits: [edit<Page<Template>>(LISTS, page => ({ ...page, items: page.items.filter(other => other.id !== one.id) }))],
    refresh: [['templates']],
    said: `“${one.name}” is in the bin`,
    undo: () => restore(one.id),
  });

/** The letter to one person; asked anew whenever the page opens, for what was missing may have been written down. */
export const useLetter = (template: string | undefined, contact: string, interview: string | null, career: string | null) =>
  useQuery<Letter>(template ? ['letter', template, contact, interview, career] : null, abort =>
    ok(api.POST('/api/v1/templates/{template_id}/render', { params: { path: { template_id: template as string } }, body: { contact_id: contact, interview_id: interview, career_id: career }, signal: abort })),
  );

// what earlier and later steps hold about it, read by their part of the contract

export const useTalk = (id: string | null) =>
  useQuery<Talk>(id ? ['interview', id] : null, abort => ok(api.GET('/api/v1/interviews/{interview_id}', { params: { path: { interview_id: id as string } }, signal: abort })));

export const useTalks = (contact: string | null) =>
  useQuery<Page<Talk>>(contact ? ['interviews', 'with', contact] : null, abort => ok(api.GET('/api/v1/interviews', { params: { query: { contact_id: contact as string, limit: 50 } }, signal: abort })));

const touched = () => invalidate(['interviews'], ['contacts'], ['contact'], ['moves'], ['activities'], ['introductions']);

const heard = (talk: Talk) => {
  setData(['interview', talk.id], talk);
  touched();
};
const at = (talk: Talk) => ({ params: { path: { interview_id: talk.id }, header: ifMatch(talk) } });

/** They were not thanked after all. */
export const unthank = async (talk: Talk) => heard(await ok(api.POST('/api/v1/interviews/{interview_id}/unthank', { ...at(talk), body: {} })));

interface Sent {
  href: string;
  undo?: () => Promise<unknown>;
}

/** The letter was sent: the move of a talk or of an introduction that it is, or an entry on the timeline. Says where to go on, and how to take it back. */
export async function markSent(letter: Letter, one: Contact, talk: Talk | undefined, subject: string, text: string, channel: Schema<'Channel'>): Promise<Sent> {
  const { purpose, template_id } = letter;
  const contact = one.id;
  const body = { channel, note: subject ? `${subject}\n\n${text}` : text, template_id };
  const href = `/contacts/${contact}`;
  if (purpose === 'ask' || purpose === 'follow_up') {
    const asked = talk ?? (await ok(api.POST('/api/v1/interviews', { body: { contact_id: contact, career_ids: one.career_ids } as Schema<'InterviewCreate'> })));
    const after = await ok(purpose === 'ask' ? api.POST('/api/v1/interviews/{interview_id}/request', { ...at(asked), body }) : api.POST('/api/v1/interviews/{interview_id}/follow-up', { ...at(asked), body }));
    heard(after);
    return { href: `/interviews/${after.id}` };
  }
  if (purpose === 'thank_you' && talk?.state === 'held') {
    const after = await ok(api.POST('/api/v1/interviews/{interview_id}/thank', { ...at(talk), body }));
    heard(after);
    return { href: `/interviews/${after.id}`, undo: () => unthank(after) };
  }
  const step = purpose === 'close_the_loop' ? 'close_loop' : purpose === 'ask_for_introduction' ? 'ask_for' : undefined;
  if (step) {
    const { items } = await ok(api.GET('/api/v1/introductions', { params: { query: { introducer_id: contact, limit: 200 } } }));
    const named = items.find(each => text.includes(each.introduced_name) && each.allowed.some(can => can.action === step));
    if (named) {
      const params = { params: { path: { introduction_id: named.id }, header: ifMatch(named) }, body: { channel, note: body.note } };
      await ok(step === 'ask_for' ? api.POST('/api/v1/introductions/{introduction_id}/ask-for', params) : api.POST('/api/v1/introductions/{introduction_id}/close-loop', params));
      touched();
      return { href };
    }
  }
  const entry = await ok(api.POST('/api/v1/outreach/letters', { body: { contact_id: contact, purpose, channel: letter.channel, template_id, subject, text } }));
  touched();
  return {
    href,
    undo: async () => {
      await ok(api.DELETE('/api/v1/contacts/{contact_id}/activities/{activity_id}', { params: { path: { contact_id: contact, activity_id: entry.id }, header: ifMatch(entry) } }));
      touched();
    },
  };
}

export const emailFile = (contact_id: string, subject: string, text: string) => ok(api.POST('/api/v1/outreach/eml', { body: { contact_id, subject, text } }));
