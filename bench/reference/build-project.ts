import { spawnSync } from 'node:child_process'
import { delimiter, join, resolve } from 'node:path'
import type { Project } from './make-project.ts'
import type { System } from './systems/system.ts'

/** What a build took, in seconds. */
export interface BuildTime {
  clock: number
  /** Of all processes together. */
  cpu: number
}

/** Builds a project, and says what that took. */
export async function buildProject(
  system: System,
  { folder, chapters }: Project,
): Promise<BuildTime> {
  const [command, ...rest] = system.build
  const args = rest.flatMap((it) => (it === '{chapters}' ? chapters : [it]))
  const bin = [join(folder, 'node_modules/.bin'), resolve('node_modules/.bin')]
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="time %R %U %S"; time "$@"', 'bash', command, ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...system.environment,
        PATH: [...bin, process.env.PATH].join(delimiter),
      },
    },
  )
  if (status !== 0) throw new Error(`${system.key} does not build:\n${stdout}\n${stderr}`)
  const [, clock, user, own] = /^time ([\d.]+) ([\d.]+) ([\d.]+)$/m.exec(stderr)!.map(Number)
  await system.finish?.(join(folder, system.output))
  return { clock, cpu: user + own }
}
