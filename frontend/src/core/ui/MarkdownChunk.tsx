// The door through which Markdown is fetched when it is wanted: with a default export, as useLater asks for.
export { Markdown as default } from './Markdown.tsx';
