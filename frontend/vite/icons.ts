import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { ICONS } from '../src/core/ui/icons.ts';

/** The lucide drawing (ISC licence, see public/licences.txt) as a <symbol>; stroke and size come from CSS. */
function symbol(name: string): string {
  const file = new URL(`../node_modules/lucide-static/icons/${name}.svg`, import.meta.url);
  const body = readFileSync(file, 'utf8')
    .replace(/<!--[^]*?-->/g, '')
    .replace(/^[^]*?<svg[^>]*>/, '')
    .replace('</svg>', '')
    .replace(/\s+/g, ' ')
    .replace(/ \/> ?/g, '/>')
    .trim();
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${body}</symbol>`;
}

/** Puts the sprite of the icons in use into index.html, so that an icon is one <use> and costs no request. */
export const iconSprite = (): Plugin => ({
  name: 'halfhour:icons',
  transformIndexHtml: html => html.replace('<!--icons-->', `<svg class="sprite" aria-hidden="true">${ICONS.map(symbol).join('')}</svg>`),
});
