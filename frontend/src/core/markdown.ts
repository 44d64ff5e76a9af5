/** Text inside a block. */
export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'strong' | 'em' | 'del'; of: Inline[] }
  | { kind: 'link'; href: string; of: Inline[] }
  | { kind: 'break' };

export type Block =
  | { kind: 'heading'; depth: number; of: Inline[] }
  | { kind: 'paragraph'; of: Inline[] }
  | { kind: 'quote'; of: Block[] }
  | { kind: 'code'; text: string }
  | { kind: 'list'; ordered: boolean; start: number; items: { done: boolean | null; of: Block[] }[] }
  | { kind: 'rule' };

const MAX_DEPTH = 8; // quotes and lists within each other; deeper ones are read as text

/** The Markdown people write in notes, as a tree: no HTML goes in, none comes out. */
export function parse(text: string, depth = 0): Block[] {
  const lines = text.replace(/\r\n?/g, '\n').replaceAll('\t', '    ').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] as string;
    if (!line.trim()) {
      at += 1;
    } else if (/^ {0,3}(```|~~~)/.test(line)) {
      const fence = line.trim().slice(0, 3);
      const end = lines.findIndex((one, place) => place > at && one.trim().startsWith(fence));
      const stop = end < 0 ? lines.length : end;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, stop).join('\n') });
      at = stop + 1;
    } else if (/^ {0,3}#{1,6}( |$)/.test(line)) {
      const [, marks = '', words = ''] = /^ {0,3}(#+) *(.*)$/.exec(line) ?? [];
      blocks.push({ kind: 'heading', depth: marks.length, of: inline(words.replace(/ +#+ *$/, '')) });
      at += 1;
    } else if (/^ {0,3}([-*_])( *\1){2,} *$/.test(line)) {
      blocks.push({ kind: 'rule' });
      at += 1;
    } else if (depth < MAX_DEPTH && /^ {0,3}>/.test(line)) {
      const start = at;
      while (at < lines.length && /^ {0,3}>/.test(lines[at] as string)) at += 1;
      const inner = lines.slice(start, at).map(one => one.replace(/^ {0,3}> ?/, ''));
      blocks.push({ kind: 'quote', of: parse(inner.join('\n'), depth + 1) });
    } else if (depth < MAX_DEPTH && marker(line)) {
      const [list, next] = readList(lines, at, depth);
      blocks.push(list);
      at = next;
    } else {
      const start = at;
      do at += 1;
      while (at < lines.length && continues(lines[at] as string));
      blocks.push({ kind: 'paragraph', of: inline(lines.slice(start, at).map(one => one.replace(/^ +/, '')).join('\n')) });
    }
  }
  return blocks;
}

interface Marker {
  indent: number;
  /** where the item's words begin */
  content: number;
  ordered: boolean;
  start: number;
}

function marker(line: string): Marker | null {
  const found = /^( *)([-*+]|\d{1,9}[.)])( +|$)/.exec(line);
  if (!found) return null;
  const [all, indent = '', mark = ''] = found;
  return { indent: indent.length, content: Math.min(all.length, indent.length + mark.length + 4), ordered: mark.length > 1, start: Number.parseInt(mark, 10) || 1 };
}

const continues = (line: string) => line.trim() !== '' && !/^ {0,3}(#{1,6} |>|```|~~~)/.test(line) && !marker(line);

function readList(lines: string[], from: number, depth: number): [Block, number] {
  const first = marker(lines[from] as string) as Marker;
  const items: { done: boolean | null; of: Block[] }[] = [];
  let at = from;
  while (at < lines.length) {
    const here = marker(lines[at] as string);
    if (!here || here.ordered !== first.ordered || here.indent > first.indent + 3 || here.indent < first.indent) break;
    const body = [(lines[at] as string).slice(here.content)];
    at += 1;
    while (at < lines.length) {
      const line = lines[at] as string;
      const indent = line.length - line.trimStart().length;
      if (!line.trim()) {
        const after = lines[at + 1];
        if (after === undefined || !after.trim() || after.length - after.trimStart().length <= here.indent) break;
        body.push('');
      } else if (indent > here.indent) body.push(line.slice(Math.min(indent, here.content)));
      else if (!marker(line) && body.at(-1)?.trim() && continues(line)) body.push(line);
      else break;
      at += 1;
    }
    const box = /^\[([ xX])\] +/.exec(body[0] ?? '');
    if (box) body[0] = (body[0] as string).slice(box[0].length);
    items.push({ done: box ? box[1] !== ' ' : null, of: parse(body.join('\n'), depth + 1) });
    while (at + 1 < lines.length && !(lines[at] as string).trim() && marker(lines[at + 1] as string)?.indent === first.indent) at += 1;
  }
  return [{ kind: 'list', ordered: first.ordered, start: first.start, items }, at];
}

// One pass, longest marks first. Every alternative starts with a character of its own and none can backtrack far.
const MARKS =
  /\\([\\`*_[\]{}()#+.!~>|-])|`([^`\n]+)`|\[([^[\]\n]{1,500})\]\(([^()\s]{1,2000})\)|(https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?])|\*\*(?=\S)([^\n]{1,1000}?\S)\*\*|~~(?=\S)([^~\n]{1,1000})~~|\*(?=[^\s*])([^*\n]{1,1000})\*|(?<![\p{L}\p{N}])_(?=\S)([^_\n]{1,1000})_(?![\p{L}\p{N}])| {2,}\n|\n/gu;

/** Where a link may lead: the web, mail and the telephone; never javascript:, data: or a file. */
export function safeHref(href: string): string | null {
  return /^(https?:\/\/|mailto:|tel:)/i.test(href) ? href : null;
}

/** Marks inside a block. Line ends are kept as breaks: people who write notes mean them. */
export function inline(text: string, depth = 0): Inline[] {
  const out: Inline[] = [];
  let from = 0;
  const say = (to: number) => {
    if (to > from) out.push({ kind: 'text', text: text.slice(from, to) });
  };
  const within = (part: string): Inline[] => (depth < MAX_DEPTH ? inline(part, depth + 1) : [{ kind: 'text', text: part }]);
  for (const found of text.matchAll(MARKS)) {
    const [all, escaped, code, label, href, bare, strong, del, star, under] = found;
    const link = href === undefined ? bare : safeHref(href);
    if (href !== undefined && !link) continue; // a link to nowhere stays the text it was
    say(found.index);
    from = found.index + all.length;
    if (escaped !== undefined) out.push({ kind: 'text', text: escaped });
    else if (code !== undefined) out.push({ kind: 'code', text: code });
    else if (link) out.push({ kind: 'link', href: link, of: label === undefined ? [{ kind: 'text', text: link }] : within(label) });
    else if (strong !== undefined) out.push({ kind: 'strong', of: within(strong) });
    else if (del !== undefined) out.push({ kind: 'del', of: within(del) });
    else if (star !== undefined || under !== undefined) out.push({ kind: 'em', of: within((star ?? under) as string) });
    else out.push({ kind: 'break' });
  }
  say(text.length);
  return out;
}
