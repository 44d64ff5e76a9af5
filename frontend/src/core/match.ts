/** Lower case without accents: "Zoë" is found by "zoe". */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * How well a text answers what was typed: 0 not at all, more is better. Every typed word must begin some word of the
 * text; beginnings of the whole text count most, then words in the order typed.
 */
export function score(typed: string, text: string): number {
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  const folded = fold(text);
  const words = folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  let points = folded.startsWith(fold(typed).trim()) ? 4 : 1;
  let after = -1;
  for (const want of wanted) {
    const place = words.findIndex(word => word.startsWith(want));
    if (place < 0) return 0;
    if (place > after) points += 1;
    after = place;
  }
  return points;
}
