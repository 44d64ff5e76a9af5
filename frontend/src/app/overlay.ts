import { signal } from '@preact/signals';

export type Overlay = 'palette' | 'shortcuts';

/** The overlay asked for; its chunk is fetched when it is first wanted. */
export const overlay = signal<Overlay | null>(null);

export function openOverlay(name: Overlay): void {
  if (!document.querySelector('dialog:modal')) overlay.value = name;
}

export function closeOverlay(): void {
  overlay.value = null;
}
