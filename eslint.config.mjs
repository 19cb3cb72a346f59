// @ts-check
import { importX } from 'eslint-plugin-import-x'
import tseslint from 'typescript-eslint'

/** What Prettier cannot hold: mistakes that types show, circles of imports, and functions that ask too much. */
export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '.astro/',
      '.cache/',
      'coverage/',
      '**/*.astro',
      'bench/maths/nothing.cjs',
      // Projects in which the source of the reference chapter is still to be filled in.
      'bench/reference/*/template/',
      // Their types stand in files beside them, which the compiler reads in their place.
      'scripts/find-browser.mjs',
      'scripts/run-steps.mjs',
    ],
  },
  {
    files: ['**/*.{ts,mts,mjs}'],
    extends: [tseslint.configs.base],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test'] }] },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TSAsExpression > TSNeverKeyword',
          message: '`as never` hides a type that can be said.',
        },
      ],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'max-params': ['error', 4],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    // Tests hand over what types would refuse, and stand in for others' callbacks.
    files: ['**/test/**', 'tests/**', 'bench/**'],
    rules: { 'no-restricted-syntax': 'off', 'max-params': 'off' },
  },
)
