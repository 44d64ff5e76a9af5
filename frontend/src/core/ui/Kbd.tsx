import { keyCaps } from '../shortcuts.ts';

/** Keys as they are written on this machine: <Kbd keys="mod+k" />. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span class="kbd">
      {keyCaps(keys).map(cap => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
