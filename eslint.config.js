import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** One arrow of the house that must not be drawn, with the reason a person reads when they try. */
const forbid = (group, message) => ({ group, message });

const boundary = (files, ...patterns) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] }
});

const SERVER_FROM_SRC = {
  regex: '(^#server/)|(/server/)',
  allowTypeImports: true,
  message: 'src/ never runs server code: hooks hand over the runtime. Only `import type` may cross.'
};
const NODE = forbid(['node:*'], 'This folder also runs in the browser.');

export default ts.config(
  {
    ignores: [
      'build/',
      '.svelte-kit/',
      'node_modules/',
      'data/',
      'drizzle/',
      'tests/bench/peers/',
      'tests/durability/*-fault.mjs',
      'tests/contracts/count-syncs.mjs'
    ]
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] }
    },
    rules: {
      'no-undef': 'off',
      // Text that people send is stripped of control characters, which is done with such expressions.
      'no-control-regex': 'off',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } }
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }]
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // Links inside the product are plain paths: there is no base path.
      'svelte/no-navigation-without-resolve': 'off',
      'no-restricted-properties': [
        'error',
        {
          object: 'page',
          property: 'form',
          message: 'It is emptied when the page asks for news. Take the `form` that the page is given.'
        }
      ]
    }
  },
  {
    files: ['tests/**/*.ts'],
    // A test file is one story after another; `describe` is not a function that does one step.
    rules: { 'max-lines-per-function': 'off' }
  },
  { files: ['*.js', '*.config.ts'], ...ts.configs.disableTypeChecked },
  boundary(
    ['src/lib/domain/**'],
    NODE,
    forbid(
      ['#protocol/*', '#schema/*', '#editor/*', '$lib/*', '$app/*', 'svelte*', 'drizzle-orm*', 'yjs'],
      'Domain code is pure: nothing points out of it.'
    ),
    SERVER_FROM_SRC
  ),
  boundary(
    ['src/lib/protocol/**'],
    NODE,
    forbid(
      ['#schema/*', '#editor/*', '$lib/*', '$app/*', 'svelte*'],
      'The protocol knows only the domain and lib0.'
    ),
    SERVER_FROM_SRC
  ),
  boundary(
    ['src/lib/schema/**'],
    NODE,
    forbid(
      ['#protocol/*', '#editor/*', '$lib/*', '$app/*', 'svelte*'],
      'The schema knows only the domain and ProseMirror/Tiptap.'
    ),
    SERVER_FROM_SRC
  ),
  boundary(
    ['src/lib/editor/**'],
    NODE,
    forbid(['$lib/ui/*', '$app/*'], 'The editor knows domain, protocol and schema.'),
    SERVER_FROM_SRC
  ),
  boundary(
    ['src/lib/ui/**'],
    NODE,
    forbid(
      ['#editor/*', '$app/*'],
      'A component takes props and callbacks; it holds no fetch and no policy.'
    ),
    SERVER_FROM_SRC
  ),
  boundary(['src/routes/**', 'src/*.ts'], SERVER_FROM_SRC),
  boundary(
    ['src/service-worker/**'],
    NODE,
    forbid(['$lib/*', '$app/*', 'yjs'], 'The service worker is small: it knows what is kept, and no page.'),
    SERVER_FROM_SRC
  ),
  boundary(
    ['server/**'],
    forbid(['**/src/routes/**', '$app/*', '$lib/*'], 'The server knows nothing of pages.')
  ),
  {
    files: ['server/**'],
    ignores: ['server/auth/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'lucia', message: 'Only server/auth knows lucia.' }] }
      ]
    }
  }
);
