/**
 * The reference chapter in six systems, measured in one run: `npm run bench -- reference`.
 *
 *   --rounds 3            how often each page is visited
 *   --systems plain,…     only these; the results are then shown and not kept
 *   --only load,…         of pages, lighthouse, build, hops
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../tests/e2e/browser.ts'
import type {
  BuildTime,
  Hops,
  Lighthouse,
  SpeedResults,
  SystemResult,
  WithoutScript,
} from '../../src/making/speed.ts'
import { runLighthouse } from '../measure/lighthouse.ts'
import { readMachine } from '../measure/machine.ts'
import {
  countWithoutScript,
  measureQuick,
  measureSlow,
  type Counts,
  type QuickRound,
  type SlowRound,
  type Target,
} from '../measure/page-measures.ts'
import { serve } from '../measure/serve.ts'
import { traceTouches } from '../measure/trace-touches.ts'
import { summariseRounds } from '../report/summarise-rounds.ts'
import { toMarkdown } from '../report/to-markdown.ts'
import { buildProject } from './build-project.ts'
import { countLines } from './count-lines.ts'
import { install, makeProject, makeReadable, versionsOf } from './make-project.ts'
import { systems } from './systems/index.ts'
import type { System } from './systems/system.ts'

export const kinds = ['pages', 'lighthouse', 'build', 'hops'] as const
export type Kind = (typeof kinds)[number]

export interface ReferenceOptions {
  rounds: number
  systems: string[]
  only: Kind[]
}

const counts: Counts = { drag: 60, slowDrag: 20 }

/** A system while it is measured. */
interface Contender {
  system: System
  target: Target
  lines: number
  build: Record<'one' | 'fifty', BuildTime> | null
  withoutScript: WithoutScript
  quick: QuickRound[]
  slow: SlowRound[]
  lighthouse: Lighthouse | null
  hops: Hops | null
}

export async function runReference({
  rounds,
  systems: keys,
  only,
}: ReferenceOptions): Promise<void> {
  const machine = readMachine()
  const chosen = systems.filter(({ key }) => keys.includes(key))
  installFor(chosen)
  const builds = new Map<System, Contender['build']>()
  for (const system of chosen) builds.set(system, await build(system, only))
  const browser = await launchBrowser({ measured: true })
  const contenders: Contender[] = []
  for (const system of chosen)
    contenders.push(await enter(browser, system, builds.get(system) ?? null))
  await measure(contenders, only.includes('pages') ? rounds : 0)
  if (only.includes('hops')) for (const it of contenders) it.hops = await trace(it)
  if (only.includes('lighthouse')) for (const it of contenders) it.lighthouse = await judge(it)
  const results: SpeedResults = {
    date: new Date().toISOString().slice(0, 10),
    machine: { ...machine, browser: `Chromium ${browser.version()}` },
    rounds,
    events: counts,
    systems: contenders.map(toResult),
  }
  await browser.close()
  for (const { target } of contenders) await target.site.close()
  report(results, chosen.length === systems.length && only.length === kinds.length)
}

function installFor(chosen: readonly System[]): void {
  const packages = chosen.flatMap((it) => it.packages ?? [])
  for (const name of new Set([...packages, 'cdn', 'lighthouse'])) install(name)
}

async function build(system: System, only: readonly Kind[]): Promise<Contender['build']> {
  console.log(`building: ${system.title}`)
  // Once before it counts, so that all find what they keep from one build to the next.
  const project = makeProject(system, 1)
  const first = await buildProject(system, project)
  if (!only.includes('build')) return null
  const one = await buildProject(system, makeProject(system, 1))
  const fifty = await buildProject(system, makeProject(system, 50))
  return { one: one.clock < first.clock ? one : first, fifty }
}

async function enter(
  browser: Browser,
  system: System,
  built: Contender['build'],
): Promise<Contender> {
  const folder = join('.cache/bench', `${system.key}-1`)
  const site = await serve(join(folder, system.output))
  const { address, handle } = system
  const target: Target = { browser, site, address, handle }
  return {
    system,
    target,
    lines: countLines(folder),
    build: built,
    withoutScript: await countWithoutScript(target),
    quick: [],
    slow: [],
    lighthouse: null,
    hops: null,
  }
}

/** In rounds, each system once in each, so that what else the machine does falls on all. */
async function measure(contenders: readonly Contender[], rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    console.log(`round ${round + 1} of ${rounds}`)
    for (const { quick, target } of contenders) quick.push(await measureQuick(target, counts))
    for (const { slow, target } of contenders) slow.push(await measureSlow(target))
  }
}

async function judge({ system, target }: Contender): Promise<Lighthouse> {
  console.log(`Lighthouse: ${system.title}`)
  target.site.setLine(undefined)
  return runLighthouse(target.site.url + target.address)
}

/** In scripts that keep the names of their sources, where a system can be built so. */
async function trace({ system, target }: Contender): Promise<Hops> {
  console.log(`hops: ${system.title}`)
  const project = makeReadable(system)
  if (!project) return traceTouches(target)
  const environment = { ...system.environment, ...system.readable?.environment }
  await buildProject({ ...system, environment }, project)
  const site = await serve(join(project.folder, system.output))
  const hops = await traceTouches({ ...target, site })
  await site.close()
  return hops
}

function toResult({ system, target: _, quick, slow, ...others }: Contender): SystemResult {
  const { key, title } = system
  return { key, title, versions: versionsOf(system), ...summariseRounds(quick, slow), ...others }
}

function report(results: SpeedResults, isWhole: boolean): void {
  const table = toMarkdown(results)
  console.log(`\n${table}`)
  const folder = isWhole ? 'bench' : '.cache/bench'
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`)
  writeFileSync(join(folder, 'results.md'), table)
  console.log(`Kept in ${folder}/results.json and ${folder}/results.md.`)
}
