import type { ComponentChildren } from 'preact';
import { copy } from '../copy.ts';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';

/** A secret that is shown this once, with the way to take it along. */
export function Once({ title, secret, children }: { title: string; secret: string; children?: ComponentChildren }) {
  return (
    <Banner kind="good" title={title}>
      <code class="dashed words once">{secret}</code>
      <span class="row gap-2">
        <Button size="s" onClick={() => void copy(secret)}>
          Copy
        </Button>
        {children}
      </span>
    </Banner>
  );
}
