import { render } from 'preact';
import { App } from './app/App.tsx';

const root = document.getElementById('app');
if (root) {
  root.replaceChildren(); // the first paint of index.html has done its work; render() would try to reuse its nodes
  render(<App />, root);
}
