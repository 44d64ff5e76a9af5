import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('../../src/core/styles/tokens.css', import.meta.url), 'utf8').split('@media')[0] ?? '';
const tokens = new Map([...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [name, { light, dark }]));

/** Relative luminance and contrast: WCAG 2.2, "relative luminance" and "contrast ratio". */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const SURFACES = ['paper', 'raised', 'sunken', 'hover'];
const SOFT = ['accent-soft', 'clay-soft', 'danger-soft', 'amber-soft', 'sky-soft', 'plum-soft'];
const TEXT: [string, string][] = [
  ...SURFACES.flatMap((surface): [string, string][] => ['ink', 'ink-2', 'accent-ink', 'danger'].map((ink): [string, string] => [ink, surface])),
  ...['paper', 'raised'].flatMap((surface): [string, string][] => ['ink-3', 'clay', 'amber', 'sky', 'plum'].map((ink): [string, string] => [ink, surface])),
  ...SOFT.map((surface): [string, string] => ['ink', surface]),
  ...SOFT.map((surface): [string, string] => [surface === 'accent-soft' ? 'accent-ink' : surface.replace('-soft', ''), surface]),
  ['ink-2', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-2'],
  ['on-danger', 'danger'],
  ['paper', 'ink'],
];
// the edge of a control, and the ring of the focus (WCAG 1.4.11)
const EDGES: [string, string][] = [
  ...['paper', 'raised', 'sunken'].map((surface): [string, string] => ['line-2', surface]),
  ...SURFACES.map((surface): [string, string] => ['accent', surface]),
  ['accent', 'accent-soft'],
];

function colour(name: string, theme: 'light' | 'dark'): string {
  const found = tokens.get(name)?.[theme];
  assert.ok(found, `tokens.css has no colour pair --${name}`);
  return found;
}

for (const theme of ['light', 'dark'] as const) {
  test(`every text of the ${theme} theme can be read (4.5 to 1)`, () => {
    for (const [ink, surface] of TEXT) {
      const ratio = contrast(colour(ink, theme), colour(surface, theme));
      assert.ok(ratio >= 4.5, `--${ink} on --${surface}, ${theme}: ${ratio.toFixed(2)}`);
    }
  });

  test(`every edge and focus ring of the ${theme} theme can be seen (3 to 1)`, () => {
    for (const [edge, surface] of EDGES) {
      const ratio = contrast(colour(edge, theme), colour(surface, theme));
      assert.ok(ratio >= 3, `--${edge} on --${surface}, ${theme}: ${ratio.toFixed(2)}`);
    }
  });
}

test('the measure itself is right: black on white is 21 to 1', () => {
  assert.equal(contrast('#000000', '#ffffff').toFixed(1), '21.0');
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
});
