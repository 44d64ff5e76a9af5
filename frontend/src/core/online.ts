import { computed, signal } from '@preact/signals';
import type { ComponentType } from 'preact';

const network = signal(navigator.onLine);
const server = signal(true);

/** Whether the last thing we know is that the API can be reached. */
export const online = computed(() => network.value && server.value);

/** What tells of the words that wait on this device; it comes after the first screen. */
export const onDevice = signal<ComponentType | null>(null);

addEventListener('online', () => {
  network.value = true;
  void probe();
});
addEventListener('offline', () => {
  network.value = false;
});

export function answered(): void {
  server.value = true;
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Called when a request found nobody: asks again by itself until somebody answers. */
export function unreachable(): void {
  if (!navigator.onLine) network.value = false;
  server.value = false;
  clearTimeout(timer);
  timer = setTimeout(() => void probe(), 8_000);
}

/** Ask once whether the server is there; `online` says what came of it. */
export async function probe(): Promise<void> {
  try {
    await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(5_000) });
    network.value = true;
    answered();
  } catch {
    unreachable();
  }
}
