import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { ICONS } from '../src/core/ui/icons.ts';

/** A path that can follow another: a leading relative move is absolute by definition, and must say so (SVG 2 §9.3.3). */
const absolute = (d: string) =>
  d.replace(/^m ?(-?(?:\d+\.?\d*|\.\d+))[ ,]?(-?(?:\d+\.?\d*|\.\d+))(?=(.?))/, (_all, x, y, next) => `M${x} ${y}${/[-\d. ,]/.test(next) ? 'l' : ''}`);

/** The lucide drawing (ISC licence, see licences.txt of the build) as a <symbol>; stroke and size come from CSS. */
function symbol(name: string): string {
  const file = new URL(`../node_modules/lucide-static/icons/${name}.svg`, import.meta.url);
  const body = readFileSync(file, 'utf8')
    .replace(/<!--[^]*?-->/g, '')
    .replace(/^[^]*?<svg[^>]*>/, '')
    .replace('</svg>', '')
    .replace(/\s+/g, ' ')
    .replace(/ \/> ?/g, '/>')
    .trim()
    .replace(/(<path d="[^"]*"\/>)+/g, run => `<path d="${[...run.matchAll(/d="([^"]*)"/g)].map(([, d = '']) => absolute(d)).join('')}"/>`);
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${body}</symbol>`;
}

/** Puts the sprite of the icons in use into index.html, so that an icon is one <use> and costs no request. */
export const iconSprite = (): Plugin => ({
  name: 'halfhour:icons',
  transformIndexHtml: html => html.replace('<!--icons-->', `<svg class="sprite" aria-hidden="true">${ICONS.map(symbol).join('')}</svg>`),
});
