import type { Schema } from '../core/api.ts';

export type Introduction = Schema<'IntroductionRead'>;
export type Tree = Schema<'IntroductionTree'>;

/** The introductions by what they wait for. */
export function groupsOf(items: readonly Introduction[]): { title: string; items: Introduction[] }[] {
  const place = (one: Introduction) => (one.loop_due ? 0 : one.met_at || one.loop_closed_at ? 2 : one.introduced_stage === 'closed' ? 3 : 1);
  return ['Tell them how it went', 'Still to meet', 'Met and told', 'Did not come about'].map((title, at) => ({ title, items: items.filter(one => place(one) === at) })).filter(group => group.items.length);
}

/** The picture in one sentence. */
export function sayTree({ nodes }: Tree): string {
  const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;
  const quiet = nodes.filter(node => !node.alive).length;
  return `${count(nodes.length, 'person', 'people')}, ${nodes.filter(node => node.met).length} of them met; ${quiet ? `${count(quiet, 'stands', 'stand')} on a branch on which nothing is to be expected now (dotted)` : 'every branch is alive'}.`;
}
