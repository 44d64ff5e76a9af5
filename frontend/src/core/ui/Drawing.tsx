import type { JSX } from 'preact';

export type DrawingName = 'cups' | 'people' | 'pages' | 'door' | 'cable' | 'path';

/* Line drawings of our own: few strokes, one tint, one warm line. */
const DRAWINGS: Record<DrawingName, () => JSX.Element> = {
  cups: () => (
    <>
      <ellipse class="tint" cx="80" cy="82" rx="66" ry="11" />
      <path d="M26 48h36v14a17 17 0 0 1-17 17h-2a17 17 0 0 1-17-17zM62 52h5a7 7 0 0 1 0 14h-6M98 48h36v14a17 17 0 0 1-17 17h-2a17 17 0 0 1-17-17zM98 52h-5a7 7 0 0 0 0 14h6M14 84h132" />
      <path class="warm" d="M38 38c-4-5 4-8 0-14M50 38c-4-5 4-8 0-14M110 38c-4-5 4-8 0-14M122 38c-4-5 4-8 0-14" />
    </>
  ),
  people: () => (
    <>
      <ellipse class="tint" cx="80" cy="82" rx="60" ry="11" />
      <circle cx="52" cy="36" r="12" />
      <path d="M30 82c0-16 9-25 22-25s22 9 22 25M110 82c0-13-7-21-18-21-5 0-9 2-12 5" />
      <circle cx="96" cy="44" r="10" />
      <path class="warm" d="M120 26h16M128 18v16M66 18c6-5 14-5 20 0" />
    </>
  ),
  pages: () => (
    <>
      <ellipse class="tint" cx="80" cy="84" rx="58" ry="9" />
      <path d="M80 26c-9-7-22-9-38-8v56c16-1 29 1 38 8 9-7 22-9 38-8V18c-16-1-29 1-38 8zM80 26v56" />
      <path class="warm" d="M52 34c7 0 13 1 18 4M52 46c7 0 13 1 18 4M90 50c5-3 11-4 18-4" />
    </>
  ),
  door: () => (
    <>
      <ellipse class="tint" cx="80" cy="84" rx="56" ry="9" />
      <path d="M56 84V18h48v66M40 84h80M92 84V26l-30 6v52M84 56h.5" />
      <path class="warm" d="M116 30l8-6M118 42h10M116 54l8 6" />
    </>
  ),
  cable: () => (
    <>
      <ellipse class="tint" cx="80" cy="78" rx="60" ry="11" />
      <path d="M10 58c20 0 16-20 34-20h12M150 58c-20 0-16-20-34-20h-12M56 28h12v20H56zM92 28h12v20H92zM68 33h6M68 43h6" />
      <path class="warm" d="M83 20l-4-9M80 60v10M76 22l-9-6" />
    </>
  ),
  path: () => (
    <>
      <ellipse class="tint" cx="80" cy="84" rx="62" ry="9" />
      <path d="M24 84c30 0 30-22 52-22s20-22 46-22M122 40V14l20 7-20 7" />
      <circle cx="24" cy="84" r="4" />
      <circle cx="76" cy="62" r="4" />
      <path class="warm" d="M30 46l6-6 6 6M52 32l5-5 5 5" />
    </>
  ),
};

export function Drawing({ name }: { name: DrawingName }) {
  return (
    <svg class="drawing" viewBox="0 0 160 96" aria-hidden="true">
      {DRAWINGS[name]()}
    </svg>
  );
}
