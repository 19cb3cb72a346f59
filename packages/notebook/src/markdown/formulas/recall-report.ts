import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { checkDerivation, gradeLines, type Derivation, type Report } from '@cellgraph/formula'
import { digestFile, isUnchangedSince } from '../../hosts/cache/file-digests.ts'
import { listFiles } from '../../hosts/cache/list-files.ts'
import type { ResultCache } from '../../hosts/cache/result-cache.ts'
import { toKey } from '../../hosts/cache/to-key.ts'

export interface RecallOptions {
  /** Where reports are kept. Default: nowhere. */
  cache?: ResultCache | undefined
  /** Whether lines are graded by proofs. Default: false. */
  prove?: boolean | undefined
}

/**
 * Checks a derivation, or takes the report from the cache. Only what holds is kept, and nothing that a function
 * stands in for, since its content cannot be told.
 */
export function recallReport(derivation: Derivation, { cache, prove }: RecallOptions): Report {
  const key = cache && checkerDigest() && toKey(['formula 1', checkerDigest(), derivation])
  if (!cache || !key) return checkDerivation(derivation, { prove })
  const report =
    (cache.get(key) as Report | undefined) ??
    keepIf(isSound, cache, key, checkDerivation(derivation))
  if (!prove || !report.ok) return report
  const gradesKey = toKey([key, 'grades']) ?? ''
  const grades =
    (cache.get(gradesKey) as Report['grades'] | undefined) ??
    keepIf(() => true, cache, gradesKey, gradeLines(derivation, { seed: report.seed }))
  return { ...report, grades }
}

/** Mistakes are found anew, with all that is said of them. */
const isSound = ({ ok, errors, failures }: Report): boolean =>
  ok && errors.length === 0 && failures.length === 0

function keepIf<T>(isFit: (value: T) => boolean, cache: ResultCache, key: string, value: T): T {
  if (isFit(value)) cache.put(key, value)
  return value
}

let digest: string | undefined

/** A digest of the checker and of what it runs on; undefined if it was changed since this process has loaded it. */
export function checkerDigest(): string | undefined {
  return (digest ??= digestChecker())
}

function digestChecker(): string | undefined {
  const folder = dirname(findPackageJSON('@cellgraph/formula', import.meta.url) ?? '')
  const files = ['src', 'dist'].flatMap((it) => listFiles(join(folder, it)))
  if (files.length === 0 || !files.every((it) => isUnchangedSince(it, performance.timeOrigin)))
    return undefined
  const { node, v8 } = process.versions
  const contents = files.map((it) => [it.slice(folder.length), digestFile(it)])
  return toKey([node, v8, process.arch, contents])
}
