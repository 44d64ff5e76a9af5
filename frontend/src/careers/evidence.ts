import type { Schema } from '../core/api.ts';
import type { Decision } from './career.ts';

export type Evidence = Schema<'EvidenceRead'>;
export type CriterionEvidence = Evidence['criteria'][number];

/** "+1.5", "−2", "0": on the scale of the ratings, with a real minus. */
export const sayNumber = (of: number): string => `${of > 0 ? '+' : ''}${Math.round(of * 10) / 10}`.replace('-', '−');

export const count = (of: number, one: string, more = `${one}s`): string => `${of} ${of === 1 ? one : more}`;

/** "Home by five: +2 Maria Keller, +1 Tom Tran": one criterion in a line. */
const told = ({ name, ratings }: CriterionEvidence) => `${name}: ${ratings.map(said => `${sayNumber(said.rating)} ${said.contact_name}`).join(', ')}`;

const LEANS = { for: 'It speaks for it', against: 'It speaks against it', open: 'Still open' };

/** Where it points and between which ends, never a bare number. */
export const sayFit = ({ fit }: Evidence): string =>
  fit ? `${LEANS[fit.leaning]}: between ${sayNumber(fit.low)} and ${sayNumber(fit.high)}, where −2 is not at all and +2 wholly.` : 'No talk has rated it yet.';

/** From how much: "3 talks, 2 people, 5 of 8 criteria tested". */
export const sayBase = ({ talk_count, person_count, criteria, untested_criteria }: Evidence): string =>
  `${count(talk_count, 'talk')}, ${count(person_count, 'person', 'people')}, ${criteria.length - untested_criteria.length} of ${count(criteria.length, 'criterion', 'criteria')} tested`;

/** What talks give as reasons for a decision, the strongest first: the person takes those that they mean. */
export function reasonsFor(of: Evidence, decision: Decision): string[] {
  const claims = (state: string, word: string) => of.assumptions.filter(one => one.state === state).map(one => `${word}: ${one.claim}`);
  if (decision === 'keep_exploring') {
    const open = [...of.untested_criteria, ...of.open_assumptions].map(one => `Not tested yet: ${one.name}`);
    return [...of.criteria.filter(one => one.strength === 'contradicted').map(told), ...open].slice(0, 5);
  }
  const side = decision === 'pursue' ? 1 : -1;
  const clear = of.criteria.filter(one => one.strength !== 'contradicted' && one.ratings.some(said => said.rating * side > 0));
  const supported = [...clear].sort((a, b) => Number(b.strength === 'supported') - Number(a.strength === 'supported'));
  return [...supported.map(told), ...(side > 0 ? claims('confirmed', 'Confirmed') : claims('refuted', 'Refuted'))].slice(0, 5);
}
