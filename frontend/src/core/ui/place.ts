/** Put a popover beside its button: below when there is room, else above; never outside the window. */
export function place(pop: HTMLElement, anchor: HTMLElement, align: 'start' | 'end' = 'start', gap = 6): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = pop.getBoundingClientRect();
  const below = at.bottom + gap + height <= innerHeight || at.top < height + gap;
  const left = align === 'end' ? at.right - width : at.left;
  pop.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  pop.style.top = `${Math.max(8, below ? at.bottom + gap : at.top - gap - height)}px`;
}
