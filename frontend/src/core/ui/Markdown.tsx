import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { parse, type Block, type Inline } from '../markdown.ts';
import './Markdown.css';

interface MarkdownProps {
  text: string;
  /** the level of its `#`: 3 below an <h2>; lower marks follow */
  level?: 2 | 3 | 4;
}

/** Notes as people read them. Builds VNodes from a tree, so no text of anybody can become markup. */
export default function Markdown({ text, level = 3 }: MarkdownProps) {
  const blocks = useMemo(() => parse(text), [text]);
  return <div class="prose">{blocks.map((block, key) => drawBlock(block, key, level))}</div>;
}

function drawBlock(block: Block, key: number, level: number): JSX.Element {
  switch (block.kind) {
    case 'heading': {
      const Tag = `h${Math.min(6, block.depth + level - 1)}` as 'h3';
      return <Tag key={key}>{drawInline(block.of)}</Tag>;
    }
    case 'paragraph':
      return <p key={key}>{drawInline(block.of)}</p>;
    case 'quote':
      return <blockquote key={key}>{block.of.map((one, place) => drawBlock(one, place, level))}</blockquote>;
    case 'code':
      return (
        <pre key={key}>
          <code>{block.text}</code>
        </pre>
      );
    case 'rule':
      return <hr key={key} />;
    case 'list': {
      const items = block.items.map((item, place) => (
        <li key={place} class={item.done === null ? undefined : 'task'}>
          {item.done !== null && <span class="task-box" role="img" aria-label={item.done ? 'done' : 'to do'} data-done={item.done || undefined} />}
          {tight(item.of) ?? item.of.map((one, inner) => drawBlock(one, inner, level))}
        </li>
      ));
      return block.ordered ? (
        <ol key={key} start={block.start}>
          {items}
        </ol>
      ) : (
        <ul key={key}>{items}</ul>
      );
    }
  }
}

/** An item of one paragraph is drawn without the paragraph's distance. */
function tight(blocks: Block[]): ComponentChildren {
  return blocks.length === 1 && blocks[0]?.kind === 'paragraph' ? drawInline(blocks[0].of) : null;
}

function drawInline(parts: Inline[]): ComponentChildren {
  return parts.map((part, key) => {
    switch (part.kind) {
      case 'text':
        return part.text;
      case 'code':
        return <code key={key}>{part.text}</code>;
      case 'strong':
        return <strong key={key}>{drawInline(part.of)}</strong>;
      case 'em':
        return <em key={key}>{drawInline(part.of)}</em>;
      case 'del':
        return <del key={key}>{drawInline(part.of)}</del>;
      case 'break':
        return <br key={key} />;
      case 'link':
        return (
          <a key={key} href={part.href} target="_blank" rel="noopener noreferrer">
            {drawInline(part.of)}
          </a>
        );
    }
  });
}
