// @ts-check
import tseslint from 'typescript-eslint';

// The direction of imports between rooms is kept by test/unit/architecture.test.ts.
export default tseslint.config(
  { ignores: ['dist/', '.cache/', 'node_modules/', 'test/support/code-server/node_modules/'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // Tools and tests talk to a terminal.
    files: ['test/**'],
    rules: { 'no-console': 'off' },
  },
);
