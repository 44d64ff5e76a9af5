interface ScaleProps {
  /** between which ends it lies, from −2 to 2 */
  low?: number | undefined;
  high?: number | undefined;
  /** a narrower part of it: what was heard, without what is untested */
  heard?: [number, number] | undefined;
  /** a dot for each rating: none hides another */
  ratings?: number[];
}

const x = (of: number) => 50 + of * 23;
const STEPS = [-2, -1, 0, 1, 2];

/** The scale of the ratings as a picture; what it shows stands in words beside it. */
export function Scale({ low, high, heard, ratings = [] }: ScaleProps) {
  const most = Math.max(1, ...STEPS.map(step => ratings.filter(each => each === step).length));
  const floor = most * 5 + 3;
  const band = (from: number, to: number, fill: string) => <rect x={x(from) - 1.5} y={floor - 1.5} width={x(to) - x(from) + 3} height="3" rx="1.5" style={{ fill }} />;
  return (
    <svg class="debriefs-scale" viewBox={`0 0 100 ${floor + 3}`} aria-hidden="true">
      <path d={`M4 ${floor}h92${STEPS.map(step => `M${x(step)} ${floor - (step ? 1 : 3)}v${step ? 2 : 6}`).join('')}`} />
      {low !== undefined && high !== undefined && band(low, high, 'var(--line-2)')}
      {heard && band(...heard, 'var(--accent)')}
      {ratings.map((rating, place) => (
        <circle
          key={place}
          cx={x(rating)}
          cy={floor - 4 - ratings.slice(0, place).filter(each => each === rating).length * 5}
          r="2.1"
          style={{ fill: `var(--${rating > 0 ? 'accent' : rating < 0 ? 'clay' : 'ink-3'})` }}
        />
      ))}
    </svg>
  );
}
