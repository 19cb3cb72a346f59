import { spawn } from 'node:child_process'
import { delimiter, resolve } from 'node:path'
import { countMistakes, type Told } from './print-mistakes.ts'

/** What a program has written. */
export interface Output {
  stdout: string
  stderr: string
}

/** A program that checks something, and how its output is read. */
export interface Tool {
  /** What it checks, for those who wait for it. */
  name: string
  command: string
  read: (output: Output) => Told[]
}

/** What was told, and in full what a program wrote that failed and told nothing that could be read. */
export interface Findings {
  told: Told[]
  broken: string[]
}

/**
 * Runs rows of tools beside each other, and in each row one after the other. None keeps the others
 * from being run.
 * @param tellEnd is given one line for each tool as it ends: all of them take minutes
 */
export async function runTools(
  rows: readonly (readonly Tool[])[],
  tellEnd: (line: string) => void = () => {},
): Promise<Findings> {
  const found = await Promise.all(rows.map((row) => runRow(row, tellEnd)))
  const all = found.flat()
  return {
    told: withoutEchoes(all.map(({ told }) => told)),
    broken: all.flatMap(({ broken }) => broken),
  }
}

async function runRow(
  tools: readonly Tool[],
  tellEnd: (line: string) => void,
): Promise<Findings[]> {
  const found: Findings[] = []
  for (const tool of tools) {
    const it = await runTool(tool)
    tellEnd(`${tool.name}: ${judge(it)}`)
    found.push(it)
  }
  return found
}

function judge({ told, broken }: Findings): string {
  return broken.length > 0 ? 'did not end as it should' : countMistakes(told)
}

async function runTool({ command, read }: Tool): Promise<Findings> {
  const { status, ...output } = await run(command)
  const broken = [
    `\`${command}\` ended with ${status}:\n${output.stdout}${output.stderr}`.trimEnd(),
  ]
  try {
    const told = read(output)
    const isTold = status === 0 || told.some(({ severity }) => severity === 'error')
    return { told, broken: isTold ? [] : broken }
  } catch {
    return { told: [], broken }
  }
}

function run(command: string): Promise<Output & { status: number | null }> {
  const path = [resolve('node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter)
  const child = spawn(command, { shell: true, env: { ...process.env, PATH: path, NO_COLOR: '1' } })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8')
    child[name].on('data', (text: string) => (output[name] += text))
  }
  return new Promise((settle, reject) => {
    child.on('error', reject)
    child.on('close', (status) => settle({ ...output, status }))
  })
}

/** All that was told, without what several tools tell of one place in other words. */
export function withoutEchoes(lists: readonly (readonly Told[])[]): Told[] {
  const kept: Told[] = []
  for (const list of lists) kept.push(...list.filter((it) => !isEcho(it, kept)))
  return kept.filter((it) => !kept.some((other) => isCuredBy(it, other)))
}

/** Whether another one says the same and goes on with what can be done. */
function isCuredBy({ file, line, column, message }: Told, other: Told): boolean {
  const isHere = other.file === file && other.line === line && other.column === column
  return isHere && other.message.startsWith(`${message}; `)
}

/** Whether it says again that a name is not used, or a file cannot be read, or the very same. */
function isEcho({ file, line, column, message, about }: Told, kept: readonly Told[]): boolean {
  return kept.some((it) => {
    if (it.file !== file) return false
    if (about === 'syntax' && it.about === 'syntax') return true
    const isHere = it.line === line && it.column === column
    return isHere && (about === 'unused name' || it.message === message)
  })
}
