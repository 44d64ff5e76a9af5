const EDGE = 56; // px from the window's edge where the page starts to move along
const START = 4; // px before a press becomes a drag

/**
 * Let a row of `list` follow the pointer that went down on its handle, the others making room; `drop` gets the place
 * where it was let go. Escape or a lost pointer puts everything back. Works for mouse, pen and touch alike; the handle
 * has `touch-action: none`, so that the browser does not scroll or go back instead.
 */
export function followPointer(down: PointerEvent, list: HTMLElement, from: number, drop: (to: number) => void): void {
  const handle = down.currentTarget as HTMLElement;
  const rows = [...list.children] as HTMLElement[];
  const row = rows[from];
  if (down.button || !row) return;

  const stop = new AbortController();
  const boxes = rows.map(one => one.getBoundingClientRect());
  const own = boxes[from] as DOMRect;
  const gap = from + 1 < boxes.length ? (boxes[from + 1] as DOMRect).top - own.bottom : 0;
  const scrolledAt = scrollY;
  let y = down.clientY;
  let to = from;
  let frame = 0;
  let dragging = false;

  const draw = () => {
    const dy = y - down.clientY + scrollY - scrolledAt;
    const middle = own.top + own.height / 2 + dy;
    to = boxes.reduce((place, box, index) => {
      const half = box.top + box.height / 2;
      if (index < from && middle < half) return Math.min(place, index);
      if (index > from && middle > half) return Math.max(place, index);
      return place;
    }, from);
    row.style.translate = `0 ${dy}px`;
    for (const [index, other] of rows.entries()) {
      if (other === row) continue;
      const shift = index > from && index <= to ? -1 : index < from && index >= to ? 1 : 0;
      other.style.translate = shift ? `0 ${shift * (own.height + gap)}px` : '';
    }
  };

  const tick = () => {
    if (y < EDGE) scrollBy(0, -Math.ceil((EDGE - y) / 4));
    else if (y > innerHeight - EDGE) scrollBy(0, Math.ceil((y - innerHeight + EDGE) / 4));
    draw();
    frame = requestAnimationFrame(tick);
  };

  const end = (accepted: boolean) => {
    if (dragging) draw(); // the last frame may have come before the last move
    stop.abort();
    cancelAnimationFrame(frame);
    list.removeAttribute('data-dragging');
    row.removeAttribute('data-dragged');
    for (const one of rows) one.style.translate = '';
    if (accepted && dragging && to !== from) drop(to);
  };

  const on = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void) =>
    handle.addEventListener(type, listener, { signal: stop.signal });

  handle.setPointerCapture(down.pointerId);
  on('pointermove', event => {
    y = event.clientY;
    if (dragging || Math.abs(y - down.clientY) < START) return;
    dragging = true;
    list.setAttribute('data-dragging', '');
    row.setAttribute('data-dragged', '');
    tick();
  });
  on('pointerup', () => end(true));
  on('pointercancel', () => end(false));
  on('lostpointercapture', () => end(false));
  addEventListener(
    'keydown',
    event => {
      if (event.key !== 'Escape') return;
      event.preventDefault(); // cancels the drag, not the dialog around it
      event.stopPropagation();
      end(false);
    },
    { signal: stop.signal, capture: true },
  );
}
