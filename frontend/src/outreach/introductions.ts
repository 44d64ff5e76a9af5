import { standing, type Introduction } from '../contacts/introductions.ts';
import { asChoice } from '../contacts/people.ts';
import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { usePages } from '../core/pages.ts';
import { invalidate, useQuery } from '../core/query.ts';

export { standing, type Introduction };
export type Tree = Schema<'IntroductionTree'>;
export type Step = Introduction['allowed'][number]['action'];

const TOUCHED = [['introductions'], ['contacts'], ['contact'], ['activities']];

export const useIntroductions = () =>
  usePages<Introduction>(['introductions', 'list'], (cursor, signal) => ok(api.GET('/api/v1/introductions', { params: { query: { limit: 200, cursor } }, signal })), { all: true });

export const useTree = () => useQuery<Tree>(['introductions', 'tree'], signal => ok(api.GET('/api/v1/introductions/tree', { signal })));

/** What is done about an introduction: on its button, and what is said when it is noted. */
export const STEPS: Record<Step, { verb: (one: Introduction) => string; said: (one: Introduction) => string }> = {
  ask_for: { verb: () => 'I asked for it', said: one => `You asked ${one.introducer_name} to introduce you` },
  make: { verb: () => 'I was introduced', said: one => `${one.introducer_name} has introduced you to ${one.introduced_name}` },
  meet: { verb: () => 'We have met', said: one => `You have met ${one.introduced_name}. Tell ${one.introducer_name} how it went.` },
  close_loop: { verb: one => `I told ${one.introducer_name}`, said: one => `${one.introducer_name} knows how it went` },
  take_back: { verb: () => 'Take the last step back', said: () => 'The last step is taken back' },
};

// all steps take and give the same, so one of their addresses stands for all
const post = (one: Introduction, step: Step) =>
  ok(api.POST(`/api/v1/introductions/{introduction_id}/${step.replace('_', '-')}` as '/api/v1/introductions/{introduction_id}/make', { params: { path: { introduction_id: one.id }, header: ifMatch(one) }, body: {} as Schema<'MakeCreate'> }));

/** Note a step; it can be taken back at once. */
export const take = (one: Introduction, step: Step) =>
  act({ send: () => post(one, step), refresh: TOUCHED, said: STEPS[step].said(one), ...(step !== 'take_back' && { undo: (after: Introduction) => post(after, 'take_back') }) });

export const putAway = (one: Introduction) =>
  act({
    send: async () => {
      await ok(api.DELETE('/api/v1/introductions/{introduction_id}', { params: { path: { introduction_id: one.id }, header: ifMatch(one) } }));
      return true;
    },
    refresh: TOUCHED,
    said: 'The introduction is in the bin',
    undo: () => ok(api.POST('/api/v1/introductions/{introduction_id}/restore', { params: { path: { introduction_id: one.id } } })),
  });

export async function note(body: Schema<'IntroductionCreate'>): Promise<Introduction> {
  const made = await ok(api.POST('/api/v1/introductions', { body }));
  invalidate(...TOUCHED);
  return made;
}

export const getPerson = async (id: string) => asChoice(await ok(api.GET('/api/v1/contacts/{contact_id}', { params: { path: { contact_id: id } } })));

/** The introductions by what they wait for. */
export function groupsOf(items: readonly Introduction[]): { title: string; items: Introduction[] }[] {
  const place = (one: Introduction) => (one.loop_due ? 0 : one.met_at || one.loop_closed_at ? 2 : one.introduced_stage === 'closed' ? 3 : 1);
  return ['Tell them how it went', 'Still to meet', 'Met and told', 'Did not come about'].map((title, at) => ({ title, items: items.filter(one => place(one) === at) })).filter(group => group.items.length);
}

/** The picture in one sentence. */
export function sayTree({ nodes }: Tree): string {
  const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;
  const quiet = nodes.filter(node => !node.alive).length;
  return `${count(nodes.length, 'person', 'people')}, ${count(nodes.filter(node => node.met).length, 'of them met', 'of them met')}; ${quiet ? `${count(quiet, 'stands', 'stand')} on a branch on which nothing is to be expected now (dotted)` : 'every branch is alive'}.`;
}
