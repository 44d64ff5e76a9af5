import type { ComponentType } from 'preact';
import type { addParts } from './parts.tsx';
import type { Params } from './router.ts';
import type { IconName } from './ui/icons.ts';

export interface PageProps {
  params: Params;
}

export interface Route {
  /** `/contacts/:id`; the first route that fits wins, features in the order of steps.json */
  path: string;
  /** the page, always in a chunk of its own: `() => import('./ContactPage.tsx')` with a default export */
  load: () => Promise<{ default: ComponentType<PageProps> }>;
  /** shell: inside the frame with the navigation (default); bare: alone on the page, such as sign-in and live */
  frame?: 'shell' | 'bare';
  /** may be seen by somebody who is not signed in */
  open?: boolean;
}

export interface NavEntry {
  label: string;
  href: string;
  icon: IconName;
  /** 10 Today, 20 People, 30 Interviews, 40 Questions, 50 Careers, 60 Insights, 90 Settings; below 45 also on the phone's tab bar */
  place: number;
  /** the second key of the shortcut g … */
  key?: string;
}

/** Something the command palette can do. */
export interface PaletteAction {
  id: string;
  label: string;
  icon: IconName;
  /** other words people may type for it */
  words?: string;
  /** shown beside it: "mod+k", "g p" */
  keys?: string;
  run: () => void;
}

/** What a step gives to the app: the export `feature` of src/<step>/index.ts. */
export interface Feature {
  /** what goes on in the background once the first screen stands */
  later?: () => Promise<unknown>;
  routes: Route[];
  nav?: NavEntry[];
  actions?: PaletteAction[];
  /** what it adds to pages of earlier steps, which don't know it: core/parts.tsx */
  parts?: Parameters<typeof addParts>[0];
}
