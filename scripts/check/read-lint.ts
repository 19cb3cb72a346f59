import { relative } from 'node:path'
import type { Told } from './print-mistakes.ts'

/** What ESLint writes as JSON, as far as it is read. */
interface LintedFile {
  filePath: string
  messages: {
    ruleId: string | null
    severity: number
    message: string
    /** Whether the file cannot be parsed. */
    fatal?: boolean
    line?: number
    column?: number
  }[]
}

/** What to do about each rule's finding. */
export const lintCures: Readonly<Record<string, string>> = {
  '@typescript-eslint/await-thenable': 'take the `await` away',
  '@typescript-eslint/consistent-type-imports': 'write `import { type … }`',
  '@typescript-eslint/no-explicit-any': 'write its type, or `unknown` and test it',
  '@typescript-eslint/no-floating-promises': 'await it, or write `void` before it',
  '@typescript-eslint/no-misused-promises': 'await it first',
  '@typescript-eslint/no-unnecessary-type-assertion': 'take the assertion away',
  '@typescript-eslint/no-unused-vars': 'delete it, or begin its name with _',
  '@typescript-eslint/only-throw-error': 'throw an Error',
  '@typescript-eslint/prefer-promise-reject-errors': 'reject with an Error',
  eqeqeq: 'write three signs',
  'import-x/no-cycle': 'move what both files need into a third one',
  'max-params': 'take an object of options',
  'no-restricted-syntax': 'write the type that it has',
  'no-var': 'write `const`, or `let` where it changes',
  'prefer-const': 'write `const`',
}

/** What ESLint finds, each with its cure and its rule. */
export function readLint({ stdout }: { stdout: string }): Told[] {
  const files = JSON.parse(stdout) as LintedFile[]
  return files.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, severity, message, fatal = false, line = 1, column = 1 }) => ({
      file: relative(process.cwd(), filePath).replaceAll('\\', '/'),
      line,
      column,
      severity: severity === 1 ? ('warning' as const) : ('error' as const),
      message: explain(message, ruleId),
      ...aboutOf(ruleId, fatal),
    })),
  )
}

function aboutOf(rule: string | null, fatal: boolean): Pick<Told, 'about'> {
  if (fatal) return { about: 'syntax' }
  return rule === '@typescript-eslint/no-unused-vars' ? { about: 'unused name' } : {}
}

function explain(message: string, rule: string | null): string {
  if (rule === null)
    return message.startsWith('Unused eslint-disable')
      ? `${message.replace(/\.$/, '')}; delete the comment`
      : message
  const cure = lintCures[rule]
  return `${cure ? `${message.replace(/\.$/, '')}; ${cure}` : message} (${rule})`
}
