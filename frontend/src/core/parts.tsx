import type { ComponentType } from 'preact';
import { useLater } from './later.ts';

type Load = () => Promise<{ default: ComponentType<{ id: string }> }>;

/** Pages that later steps may add something to. */
export type Place = 'talk';

const added: Partial<Record<Place, Load[]>> = {};

/** Called once for each feature: what it adds to pages of earlier ones. */
export function addParts(parts: Partial<Record<Place, Load>> = {}): void {
  for (const [place, load] of Object.entries(parts)) (added[place as Place] ??= []).push(load);
}

function Part({ load, id }: { load: Load; id: string }) {
  const Shown = useLater(load, true);
  return Shown && <Shown id={id} />;
}

/** What later steps add here, about the thing with that id. */
export const Parts = ({ of, id }: { of: Place; id: string }) => <>{added[of]?.map((load, place) => <Part key={place} load={load} id={id} />)}</>;
