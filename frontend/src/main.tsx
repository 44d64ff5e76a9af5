import { render } from 'preact';
import { App } from './app/App.tsx';
import './core/ui/Dialog.tsx'; // shared by most screens: kept in the first chunk, so that a screen is one request

const root = document.getElementById('app');
if (root) {
  root.replaceChildren(); // the first paint of index.html has done its work; render() would try to reuse its nodes
  render(<App />, root);
}
