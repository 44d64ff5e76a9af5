import { setSingleKeys, shortcuts, singleKeys } from '../core/shortcuts.ts';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Kbd } from '../core/ui/Kbd.tsx';
import { Switch } from '../core/ui/inputs.tsx';
import { closeOverlay } from './overlay.ts';

export default function ShortcutsDialog() {
  return (
    <Dialog title="Shortcuts" onClose={closeOverlay}>
      <div class="stack">
        <dl class="lines">
          {shortcuts.value.map(one => (
            <div key={one.keys} class="row between">
              <dt>{one.label}</dt>
              <dd>
                <Kbd keys={one.keys} />
              </dd>
            </div>
          ))}
        </dl>
        <Switch
          label="Shortcuts of single keys"
          hint="Switch them off if you speak to your computer, or if they get in your way. Those with Ctrl, ⌘ or Alt stay."
          value={singleKeys.value}
          onChange={setSingleKeys}
        />
      </div>
    </Dialog>
  );
}
