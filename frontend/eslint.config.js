import { readFileSync } from 'node:fs';
import a11y from 'eslint-plugin-jsx-a11y-x';
import tseslint from 'typescript-eslint';

// The steps of the method in their order; src/app/features.ts finds the features by the same list.
const STEPS = JSON.parse(readFileSync(new URL('./steps.json', import.meta.url), 'utf8'));

const UNSAFE = 'Trusted Types forbid it: build VNodes (src/core/markdown.tsx shows how).';

/** One block per step: what may not be imported there is every step after it. */
const order = STEPS.map((step, place) => ({
  files: [`src/${step}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: STEPS.slice(place + 1).map(later => ({
          regex: `^(\\.\\./)+${later}(/|$)`,
          message: `${step} comes before ${later} in steps.json: an earlier step never knows a later one.`,
        })),
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['node_modules/**', 'src/core/schema.d.ts', '.vite/**'] },
  ...tseslint.configs.recommended,
  a11y.configs.recommended,
  {
    files: ['**/*.{ts,tsx,js}'],
    settings: { 'jsx-a11y-x': { attributes: { for: ['for', 'htmlFor'] } } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 330, skipBlankLines: true, skipComments: true }],
      'no-restricted-properties': ['error', { property: 'innerHTML', message: UNSAFE }, { property: 'outerHTML', message: UNSAFE }],
      'no-restricted-syntax': [
        'error',
        { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: UNSAFE },
        { selector: 'CallExpression[callee.property.name="insertAdjacentHTML"]', message: UNSAFE },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  ...order,
);
