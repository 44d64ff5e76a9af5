import type { IconName } from '../core/ui/icons.ts';
import { isOver, type Talk } from './next.ts';

/** A page that belongs to a talk. `main`: what this stage calls for first. */
export interface Way {
  label: string;
  href: string;
  icon: IconName;
  main?: boolean;
}

const SOON = 45 * 60_000; // ms before the agreed time: the live screen is what one looks for

/** The pages that a talk's stage calls for, in the order of the method: write, agree on a time, prepare, rehearse, talk, close, thank, debrief. */
export function waysOf(talk: Talk, now: number): Way[] {
  const here = `/interviews/${talk.id}`;
  const letter = (purpose: string) => `/outreach/write?purpose=${purpose}&contact=${talk.contact_id}&interview=${talk.id}`;
  const prepare: Way[] = [
    { label: 'Prepare', href: `${here}/prepare`, icon: 'list-checks' },
    { label: 'Rehearse', href: `${here}/rehearse`, icon: 'message-circle' },
  ];
  const can = (action: string) => talk.allowed.some(move => move.action === action);
  switch (talk.state) {
    case 'planned':
      return [...(can('request') ? [{ label: 'Write the ask', href: letter('ask'), icon: 'mail' as const, main: true }] : []), ...prepare];
    case 'requested':
      return [
        ...(can('follow_up') ? [{ label: 'Write a follow-up', href: letter('follow_up'), icon: 'mail' as const }] : []),
        { label: 'Offer times', href: `${here}/times`, icon: 'calendar', main: true },
        ...prepare,
      ];
    case 'scheduled': {
      const near = talk.starts_at !== null && Date.parse(talk.starts_at) - now < SOON && !isOver(talk, now);
      return [{ label: 'Open the live screen', href: `${here}/live`, icon: 'coffee', main: near }, ...prepare, { label: 'Offer other times', href: `${here}/times`, icon: 'calendar' }];
    }
    case 'held':
      return [
        { label: 'Close', href: `${here}/close`, icon: 'check' },
        { label: talk.thanked_at ? 'Thanked' : 'Write the thank-you', href: letter('thank_you'), icon: 'gift', main: !talk.thanked_at },
        { label: talk.debriefed_at ? 'Read the debrief' : 'Debrief', href: `${here}/debrief`, icon: 'notebook-pen', main: talk.thanked_at !== null && !talk.debriefed_at },
      ];
    default:
      return [];
  }
}
