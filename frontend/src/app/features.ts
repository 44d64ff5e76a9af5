import STEPS from '../../steps.json';
import type { Feature, NavEntry, PaletteAction, Route } from '../core/feature.ts';
import { addParts } from '../core/parts.tsx';
import { match, type Params } from '../core/router.ts';

// A folder src/<step>/ whose index.ts exports `feature` is a feature: nothing else has to be told.
const found = import.meta.glob<Feature>('../*/index.ts', { eager: true, import: 'feature' });
const features = STEPS.map(step => found[`../${step}/index.ts`]).filter(feature => feature !== undefined);

// what one builds with, for who builds: `npm run dev`
const own: Route[] = import.meta.env.DEV ? [{ path: '/design', load: () => import('./design/DesignPage.tsx'), open: true }] : [];

features.forEach(feature => addParts(feature.parts));

/** What features do in the background once the first screen stands. */
export const goOn = (): void => features.forEach(feature => void feature.later?.().catch(() => undefined));

// what is called by name comes before what is found by an id: /careers/compare is no career
const unnamed = (route: Route) => route.path.split(':').length;
export const routes: Route[] = [...features.flatMap(feature => feature.routes), ...own].sort((a, b) => unnamed(a) - unnamed(b));
export const nav: NavEntry[] = features.flatMap(feature => feature.nav ?? []).sort((a, b) => a.place - b.place);
export const actions: PaletteAction[] = features.flatMap(feature => feature.actions ?? []);

export function findRoute(path: string): { route: Route; params: Params } | null {
  for (const route of routes) {
    const params = match(route.path, path);
    if (params) return { route, params };
  }
  return null;
}

/** Where somebody who has just signed in begins. */
export const home = (): string => nav[0]?.href ?? '/settings';

/** The entry of the navigation that a path belongs to. */
export function isCurrent(entry: NavEntry, path: string): boolean {
  return path === entry.href || path.startsWith(`${entry.href}/`);
}
