import type { Schema } from '../core/api.ts';
import { sayAgo } from '../core/time.ts';
import type { IconName } from '../core/ui/icons.ts';

export type Today = Schema<'TodayRead'>;
export type Due = Today['dues'][number];

/** What the button says that leads to where a due is done. */
export const DEEDS: Record<Due['kind'], { label: string; icon: IconName }> = {
  say_how_it_went: { label: 'Say how', icon: 'coffee' },
  confirm: { label: 'Look', icon: 'calendar' },
  wrap_up: { label: 'Wrap up', icon: 'check' },
  thank: { label: 'Thank', icon: 'gift' },
  answer: { label: 'Open', icon: 'calendar' },
  debrief: { label: 'Debrief', icon: 'notebook-pen' },
  follow_up: { label: 'Write', icon: 'mail' },
  close_the_loop: { label: 'Write', icon: 'mail' },
  keep_in_touch: { label: 'Write', icon: 'mail' },
};

const DAY = 86_400_000;

/** Until when, or since when. */
export function sayDue({ kind, due_at, overdue }: Due, now: number): string {
  switch (kind) {
    case 'say_how_it_went':
      return `It ended ${sayAgo(due_at, now)}`;
    case 'answer':
      return `You asked ${sayAgo(due_at, now)}`;
    case 'follow_up':
      return `You asked ${sayAgo(Date.parse(due_at) - 7 * DAY, now)}`;
    case 'keep_in_touch':
      return overdue ? `It was time ${sayAgo(due_at, now)}` : 'Today is a good day for it';
    default:
      return overdue ? `Was due ${sayAgo(due_at, now)}` : `Due ${sayAgo(due_at, now)}`;
  }
}
