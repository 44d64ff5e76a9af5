import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { sayAgo } from '../core/time.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button } from '../core/ui/Button.tsx';
import { FieldError, type FieldProps } from '../core/ui/Field.tsx';
import { Checkbox, Switch } from '../core/ui/inputs.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Menu, type MenuItem } from '../core/ui/Menu.tsx';
import { Badge, Card } from '../core/ui/surfaces.tsx';
import { useWatch } from '../core/watch.ts';
import type { How } from './how.ts';

/** How it is, in words. */
export function Standing({ of }: { of: How }) {
  return (
    <>
      <p class="row gap-2">
        <Badge tone={of.tone}>{of.label}</Badge>
        <span class="line-more">
          {of.says} {of.at && `${of.last ?? 'Last in step'} ${sayAgo(of.at)}.`}
        </span>
      </p>
      {of.error ? (
        <Banner kind={of.tone === 'red' ? 'problem' : 'warning'} title={of.error}>
          {of.advice}
        </Banner>
      ) : (
        of.advice && <p class="line-more">{of.advice}</p>
      )}
    </>
  );
}

interface ConnectedProps {
  title: string;
  how: How;
  /** left out: it has no switch */
  on?: boolean;
  onSwitch?: (on: boolean) => void;
  menu?: MenuItem[];
  children?: ComponentChildren;
}

/** One thing that is connected: how it is, whether it is on, and what can be done with it. */
export function Connected({ title, how, on, onSwitch, menu, children }: ConnectedProps) {
  return (
    <Card
      title={title}
      actions={
        <>
          {onSwitch && <Switch label="On" value={on ?? false} onChange={onSwitch} />}
          {menu && <Menu label={`More about ${title}`} items={menu} />}
        </>
      }
    >
      <div class="stack">
        <Standing of={how} />
        {children}
      </div>
    </Card>
  );
}

interface SeveralProps<T> {
  of: { data: { items: T[] } | undefined; error: unknown; reload: () => void };
  /** heads the form where there is nothing yet */
  add: string;
  another: string;
  form: (props: { onDone: () => void; onCancel?: () => void }) => ComponentChildren;
  children: (one: T) => ComponentChildren;
}

/** What is connected by one door, and the form that connects more: open where there is nothing yet. */
export function Several<T extends { id: string }>({ of, add, another, form, children }: SeveralProps<T>) {
  const adding = useSignal(false);
  const close = () => (adding.value = false);
  useWatch(true, of.reload, 10_000);
  return (
    <Loaded of={of} lines={6}>
      {({ items }) => (
        <div class="stack">
          {items.map(one => (
            <div key={one.id}>{children(one)}</div>
          ))}
          {!items.length || adding.value ? (
            <Card title={items.length ? another : add}>{form({ onDone: () => (close(), of.reload()), ...(items.length && { onCancel: close }) })}</Card>
          ) : (
            <span class="row">
              <Button icon="plus" onClick={() => (adding.value = true)}>
                {another}
              </Button>
            </span>
          )}
        </div>
      )}
    </Loaded>
  );
}

/** Several of a few, each with a box. */
export function Marks<V extends string>({ label, of, value, onChange, error, hint }: FieldProps<V[]> & { of: Record<V, string> }) {
  return (
    <fieldset data-invalid={error ? true : undefined}>
      <legend class="field-label">{label}</legend>
      {(Object.keys(of) as V[]).map(one => (
        <Checkbox key={one} label={of[one]} value={value.includes(one)} onChange={on => onChange(on ? [...value, one] : value.filter(other => other !== one))} />
      ))}
      {hint && <p class="field-hint">{hint}</p>}
      <FieldError id="" error={error} />
    </fieldset>
  );
}
