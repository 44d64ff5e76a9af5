import { wipe } from './db.ts';
import { flush, recount, waiting } from './outbox.ts';

/** How much would be lost by signing out now, after one more try to send it. */
export async function leftHere(account: string): Promise<number> {
  await Promise.race([flush(account), new Promise(resolve => setTimeout(resolve, 5_000))]);
  await recount(account);
  return waiting.peek() ?? 0;
}

export { wipe };
