import { cpus, loadavg, totalmem, type, release } from 'node:os'
import type { Machine } from '../../src/making/speed.ts'

/** What the run is made on. */
export function readMachine(): Omit<Machine, 'browser'> {
  return {
    processor: cpus()[0].model.trim(),
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    load: Math.round(loadavg()[0] * 10) / 10,
  }
}
