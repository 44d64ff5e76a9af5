import { Icon } from '../../core/ui/Icon.tsx';
import { ICONS } from '../../core/ui/icons.ts';
import { Drawing, type DrawingName } from '../../core/ui/Drawing.tsx';
import Markdown from '../../core/ui/Markdown.tsx';
import { Card } from '../../core/ui/surfaces.tsx';

const COLOURS = ['paper', 'raised', 'sunken', 'hover', 'ink', 'ink-2', 'ink-3', 'line', 'line-2', 'accent', 'accent-soft', 'clay', 'clay-soft', 'amber', 'amber-soft', 'sky', 'sky-soft', 'plum', 'plum-soft', 'danger', 'danger-soft'];
const DRAWINGS: DrawingName[] = ['cups', 'people', 'pages', 'door', 'cable', 'path'];

const NOTE = `## After the half hour with Miriam

She *likes* the nights, **not** the paperwork. About **40 %** of a shift is charting.

> Ask me again in a year. But ask three others first.

1. Read up on the certificate
2. Thank her for [the reading list](https://example.org/list)
   - a card, by hand

- [x] write within a day
- [ ] tell Jonas how it went
`;

export function Type() {
  return (
    <Card title="Type">
      <div class="stack">
        <p class="brand">Thirty minutes can save you ten years.</p>
        <p class="lead">Headings are set in the reader’s own serif, everything one works with in the system’s sans.</p>
        <div class="grid">
          <div class="stack">
            <h1>A page’s title</h1>
            <h2>A part of it</h2>
            <h3>A smaller part</h3>
            <p>Body text is fifteen pixels with a generous line, and never wider than about seventy characters.</p>
            <p class="muted">Muted text still passes four and a half to one.</p>
            <small>Small text, for dates and hints.</small>
          </div>
          <Markdown text={NOTE} />
        </div>
      </div>
    </Card>
  );
}

export function Colours() {
  return (
    <>
      <Card title="Colour">
        <div class="grid" style={{ '--min': '7.5rem' }}>
          {COLOURS.map(name => (
            <div key={name} class="line-more">
              <div class="dashed" style={{ height: '3.5rem', background: `var(--${name})` }} />
              {name}
            </div>
          ))}
        </div>
      </Card>
      <Card title="Drawings">
        <div class="row">
          {DRAWINGS.map(name => (
            <Drawing key={name} name={name} />
          ))}
        </div>
      </Card>
      <Card title="Icons">
        <div class="grid" style={{ '--min': '8rem' }}>
          {ICONS.map(name => (
            <span key={name} class="line-more">
              <Icon name={name} /> {name}
            </span>
          ))}
        </div>
      </Card>
    </>
  );
}
