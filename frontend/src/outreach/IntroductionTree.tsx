import { STAGES } from '../contacts/contact.ts';
import { sayTree, type Tree } from './introductions.ts';
import './introductions.css';

const ROW = 48;
const STEP = 22;
const TOP = 16;

/** Who led to whom, as a picture: the person at the root, everybody below whoever named them. The list beside it is for doing. */
export default function IntroductionTree({ tree }: { tree: Tree }) {
  const place = new Map(tree.nodes.map((node, at) => [node.contact_id, at]));
  const x = (depth: number) => 8 + (depth + 1) * STEP;
  const y = (at: number) => TOP + (at + 1) * ROW;
  return (
    <svg class="outreach-tree" role="img" aria-label={`Who led you to whom: ${sayTree(tree)}`} width="100%" height={y(tree.nodes.length) - ROW / 2}>
      <circle cx={x(-1)} cy={TOP} r="6" data-met />
      <text x={x(-1) + 14} y={TOP + 5}>
        You
      </text>
      {tree.nodes.map((node, at) => {
        const above = place.get(node.parent_id ?? '') ?? -1;
        return (
          <g key={node.contact_id} data-quiet={!node.alive || undefined}>
            <path d={`M${x(node.depth - 1)} ${y(above) + 6}V${y(at)}H${x(node.depth) - 6}`} />
            <circle cx={x(node.depth)} cy={y(at)} r="6" data-met={node.met || undefined} />
            <text x={x(node.depth) + 14} y={y(at) + 1}>
              {node.name}
              <tspan x={x(node.depth) + 14} dy="1.25em">
                {node.quiet ?? (node.met ? 'Met' : STAGES[node.stage].label)}
                {!node.alive && ' · quiet branch'}
              </tspan>
            </text>
          </g>
        );
      })}
    </svg>
  );
}
