import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { usePages, type Page } from '../core/pages.ts';
import { edit, invalidate, setData, useQuery } from '../core/query.ts';
import { undoLog } from '../contacts/timeline.ts';
import { SENT_BY, type Contact, type Letter, type Purpose, type Talk, type Template } from './letter.ts';

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

const getTalk = (id: string, signal?: AbortSignal) => ok(api.GET('/api/v1/interviews/{interview_id}', { params: { path: { interview_id: id } }, signal }));

export const useTalk = (id: string | null) => useQuery<Talk>(id ? ['interview', id] : null, abort => getTalk(id as string, abort));

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

/** The move of a talk, or the step of an introduction, that a letter is: the end of its address. */
const MOVES: Partial<Record<Purpose, 'request'>> = { ask: 'request', follow_up: 'follow-up' as 'request', thank_you: 'thank' as 'request' };
const STEPS: Partial<Record<Purpose, 'ask-for'>> = { ask_for_introduction: 'ask-for', close_the_loop: 'close-loop' as 'ask-for' };

/** The letter was sent. Says where to go on, and how to take it back. */
export async function markSent(letter: Letter, one: Contact, shown: Talk | undefined, subject: string, text: string): Promise<{ href: string; undo?: () => Promise<unknown> }> {
  const { purpose, template_id, channel } = letter;
  const contact_id = one.id;
  const href = `/contacts/${contact_id}`;
  const body = { channel: SENT_BY[channel], note: subject ? `${subject}\n\n${text}` : text };
  const move = MOVES[purpose];
  // what is shown may be from before the talk was held, and thanks belong to the talk
  const talk = purpose === 'thank_you' && shown && shown.state !== 'held' ? await getTalk(shown.id) : shown;
  if (move && (purpose !== 'thank_you' || talk?.state === 'held')) {
    const about = talk ?? (await ok(api.POST('/api/v1/interviews', { body: { contact_id, career_ids: one.career_ids } as Schema<'InterviewCreate'> })));
    const after = await ok(api.POST(`/api/v1/interviews/{interview_id}/${move}`, { ...at(about), body: { ...body, template_id } }));
    heard(after);
    return { href: `/interviews/${after.id}`, ...(purpose === 'thank_you' && { undo: () => unthank(after) }) };
  }
  const step = STEPS[purpose];
  if (step) {
    const { items } = await ok(api.GET('/api/v1/introductions', { params: { query: { introducer_id: contact_id, limit: 200 } } }));
    const named = items.find(each => text.includes(each.introduced_name) && each.allowed.some(can => can.path.endsWith(step)));
    if (named) {
      await ok(api.POST(`/api/v1/introductions/{introduction_id}/${step}`, { params: { path: { introduction_id: named.id }, header: ifMatch(named) }, body }));
      touched();
      return { href };
    }
  }
  const entry = await ok(api.POST('/api/v1/outreach/letters', { body: { contact_id, purpose, channel, template_id, subject, text } }));
  touched();
  return { href, undo: () => undoLog(entry) };
}

export const emailFile = (contact_id: string, subject: string, text: string) => ok(api.POST('/api/v1/outreach/eml', { body: { contact_id, subject, text } }));
