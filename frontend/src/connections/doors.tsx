import type { ComponentType } from 'preact';
import type { IconName } from '../core/ui/icons.ts';
import { Crm } from './Crm.tsx';
import { howCrm, useCrms } from './crm.ts';
import { Dav } from './Dav.tsx';
import { howItIs, useConnections } from './dav.ts';
import { howFeed, useFeeds } from './feed.ts';
import { Feeds } from './Feeds.tsx';
import { gravest, type How } from './how.ts';
import { Mail } from './Mail.tsx';
import { howMail, useAccount } from './mail.ts';
import { Assistants, Scripts } from './Programs.tsx';
import { howHook, useWebhooks } from './webhook.ts';
import { Webhooks } from './Webhooks.tsx';
import { Data } from './Whole.tsx';

interface Read<T> {
  data: T | undefined;
  error: Error | undefined;
}

export interface Door {
  id: string;
  title: string;
  icon: IconName;
  /** what it is for, on the overview and on its page */
  lead: string;
  /** how what is connected by it is; left out where there is nothing to switch on */
  useHow?: () => { how: How | undefined; error: Error | undefined };
  part: ComponentType;
}

/** How several of a kind are, taken together. */
function all<T>({ data, error }: Read<{ items: T[] }>, how: (one: T) => How): ReturnType<NonNullable<Door['useHow']>> {
  return { how: data && gravest(data.items.map(how)), error };
}

export const GROUPS: { title: string; doors: Door[] }[] = [
  {
    title: 'Calendar and mail',
    doors: [
      {
        id: 'feed',
        title: 'Calendar feed',
        icon: 'link',
        lead: 'A secret address that any calendar can subscribe to: Google, Outlook, Apple. It reads, and changes nothing.',
        useHow: () => all(useFeeds(), howFeed),
        part: Feeds,
      },
      {
        id: 'calendar',
        title: 'Calendar',
        icon: 'calendar',
        lead: 'Your talks are put into the calendar you already use. What you move or call off there comes back here.',
        useHow: () => all(useConnections('calendar'), howItIs),
        part: () => <Dav kind="calendar" />,
      },
      {
        id: 'mail',
        title: 'Mail',
        icon: 'mail',
        lead: 'Invitations to your talks, from your own address, each when you press send.',
        useHow: () => {
          const { data, error } = useAccount();
          return { how: data && howMail(data), error };
        },
        part: Mail,
      },
    ],
  },
  {
    title: 'People',
    doors: [
      {
        id: 'address-book',
        title: 'Address book',
        icon: 'users',
        lead: 'The people you talk to are kept in step with your address book, field by field. Nothing is deleted silently.',
        useHow: () => all(useConnections('address_book'), howItIs),
        part: () => <Dav kind="address_book" />,
      },
      {
        id: 'crm',
        title: 'CRM',
        icon: 'building-2',
        lead: 'The people you choose, and your talks with them, are shown to HubSpot, Twenty or Monica. One way, notes only if you say so.',
        useHow: () => all(useCrms(), howCrm),
        part: Crm,
      },
    ],
  },
  {
    title: 'Other programs',
    doors: [
      {
        id: 'webhooks',
        title: 'Webhooks',
        icon: 'send',
        lead: 'Another program is told of every change as it happens: Node-RED, n8n, or your own.',
        useHow: () => all(useWebhooks(), howHook),
        part: Webhooks,
      },
      {
        id: 'scripts',
        title: 'Scripts',
        icon: 'command',
        lead: 'The command line, Python, JavaScript, and a feed of every change: all you see here can be asked for by a program.',
        part: Scripts,
      },
      {
        id: 'assistants',
        title: 'Assistants',
        icon: 'sparkles',
        lead: 'An assistant of yours may look things up here. It can send nothing to anybody.',
        part: Assistants,
      },
    ],
  },
  {
    title: 'Your data',
    doors: [
      {
        id: 'data',
        title: 'Export and import',
        icon: 'download',
        lead: 'Everything in one file that comes back whole, and people in files that other programs read.',
        part: Data,
      },
    ],
  },
];
