import { useSignal } from '@preact/signals';
import { setTheme, theme, type Theme } from '../../core/theme.ts';
import { RadioGroup } from '../../core/ui/inputs.tsx';
import { Page } from '../../core/ui/surfaces.tsx';
import { Tabs } from '../../core/ui/Tabs.tsx';
import { Colours, Type } from './Foundations.tsx';
import { Inputs } from './Inputs.tsx';
import { Lists } from './Lists.tsx';
import { Surfaces } from './Surfaces.tsx';

const PARTS = [
  { id: 'foundations', label: 'Colour and type' },
  { id: 'inputs', label: 'Buttons and inputs' },
  { id: 'surfaces', label: 'Surfaces and states' },
  { id: 'lists', label: 'Lists and tables' },
] as const;

const THEMES = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** Every component in its states: where a new screen begins, and where a change of the design is judged. */
export default function DesignPage() {
  const part = useSignal<(typeof PARTS)[number]['id']>((location.hash.slice(1) || 'foundations') as 'foundations');
  return (
    <Page
      title="The design system"
      lead="Paper, ink and one green. Everything a screen is made of, in the states it can be in."
      actions={<RadioGroup<Theme> label="Theme" hideLabel look="segments" value={theme.value} options={THEMES} onChange={setTheme} />}
    >
      <Tabs
        label="Parts of the design system"
        tabs={PARTS}
        value={part.value}
        onChange={id => {
          part.value = id;
          history.replaceState(history.state, '', `#${id}`);
        }}
      >
        {part.value === 'foundations' && (
          <div class="stack">
            <Type />
            <Colours />
          </div>
        )}
        {part.value === 'inputs' && <Inputs />}
        {part.value === 'surfaces' && <Surfaces />}
        {part.value === 'lists' && <Lists />}
      </Tabs>
    </Page>
  );
}
