import { STAGES } from '../contacts/contact.ts';
import { sayTree, type Tree } from './introductions.ts';

const ROW = 48;
const STEP = 22;
const TOP = 16;
const x = (depth: number) => 8 + (depth + 1) * STEP;
const y = (at: number) => TOP + (at + 1) * ROW;

const Dot = ({ depth, at, met }: { depth: number; at: number; met: boolean }) => <circle cx={x(depth)} cy={y(at)} r="6" style={met ? { fill: 'var(--accent)', stroke: 'var(--accent)' } : {}} />;

/** Who led to whom, as a picture: the person at the root, everybody below whoever named them. The list beside it is for doing. */
export default function IntroductionTree({ tree }: { tree: Tree }) {
  const place = new Map(tree.nodes.map((node, at) => [node.contact_id, at]));
  return (
    <svg role="img" aria-label={`Who led you to whom: ${sayTree(tree)}`} width="100%" height={y(tree.nodes.length) - ROW / 2} fill="none" stroke="var(--line-2)" stroke-width="1.5">
      <Dot depth={-1} at={-1} met />
      <text x={x(-1) + 14} y={TOP + 5} fill="currentColor" stroke="none">
        You
      </text>
      {tree.nodes.map((node, at) => (
        <g key={node.contact_id} class={node.alive ? undefined : 'muted'}>
          <path d={`M${x(node.depth - 1)} ${y(place.get(node.parent_id ?? '') ?? -1) + 6}V${y(at)}H${x(node.depth) - 6}`} stroke-dasharray={node.alive ? undefined : '3 4'} />
          <Dot depth={node.depth} at={at} met={node.met} />
          <text x={x(node.depth) + 14} y={y(at) + 1} fill="currentColor" stroke="none">
            {node.name}
            <tspan x={x(node.depth) + 14} dy="1.35em" class="muted" fill="currentColor" font-size="13">
              {node.quiet ?? (node.met ? 'Met' : STAGES[node.stage].label)}
            </tspan>
          </text>
        </g>
      ))}
    </svg>
  );
}
