import { gzipSync } from 'node:zlib'
import { encodeDerivation, parseDerivation } from '@cellgraph/formula'
import { proveDerivation } from '../../packages/formula/src/proof/prove-derivation.ts'
import { boundsMet } from '../../packages/formula/test/mutation.ts'
import { modelOf } from '../../packages/formula/test/book.ts'
import { ANCHORS, distanceOf } from './anchors.ts'
import type { CheckedPage } from './checked.ts'
import { EQUIVALENT, SURVIVORS, findUnlisted, mutatePage } from './mutants.ts'
import { listOpen, listStrict, OPEN_BOUNDS, OPEN_EQUATIONS, STRICT, UNMET } from './proofs.ts'

/** Bytes that a derivation may add to its page, compressed. */
export const largestDerivation = 1000

/** What the tests of formulas want of a page and do not get, each with the place that settles it. */
export interface Judged {
  /** The name of a formula or of a derivation. */
  name: string
  /** What is written there, with single blanks, where it has no name of its own. */
  tex?: string
  message: string
}

/**
 * Judges a page as the tests of the book's formulas do, so that the check can tell what they will: mutants and their
 * reasons, anchors, proofs, bounds and sizes.
 */
export function judgePage(page: CheckedPage): Judged[] {
  return [...judgeAnchors(page), ...judgeMutants(page), ...judgeDerivations(page)]
}

function judgeAnchors({ page, models, definitions }: CheckedPage): Judged[] {
  return ANCHORS.filter((it) => it.page === page).flatMap((anchor) => {
    const name = anchor.formula
    const tell = (what: string): Judged[] => [
      {
        name,
        message: `anchor ${what}: ${page} ${name}: ${anchor.tex}; see tests/book/anchors.ts`,
      },
    ]
    const holder = models.find(({ model }) =>
      model.definitions.includes(definitions.get(name) ?? ''),
    )
    if (!holder) return tell('without its definition')
    // Of what is not a number, nothing can be said to be near.
    return distanceOf(anchor, modelOf(holder)) < 1e-13 ? [] : tell('that disagrees')
  })
}

/** What is to be done where nothing depends on a part of a formula. */
const cureOf = (rule: string): string =>
  rule.startsWith('where ')
    ? 'the formula holds without its condition, so leave where out'
    : 'check a formula that depends on it, or compare the definition in tests/book/anchors.ts'

function judgeMutants(page: CheckedPage): Judged[] {
  const fates = mutatePage(page)
  const unlisted = findUnlisted(fates).map(({ where, rule, text }) => ({
    name: nameIn(where),
    tex: text.split('  →  ')[0].trim(),
    message: `mutant that passes: ${where}: ${rule}: ${text}; nothing on the page is found wrong with this change: ${cureOf(rule)}; if it says the same, say so in tests/book/mutants.ts`,
  }))
  const stale = [...EQUIVALENT, ...SURVIVORS]
    .filter(([where]) => where.startsWith(`${page.page} `))
    .flatMap(([where, rule, count]) => {
      const passed = fates.filter((it) => !it.caught && it.where === where && it.rule === rule)
      if (passed.length === count) return []
      const message = `mutants that pass: ${where}: ${rule}: ${passed.length}, and tests/book/mutants.ts lists ${count}; put its list right`
      return [{ name: nameIn(where), message }]
    })
  return [...unlisted, ...stale]
}

function judgeDerivations({ page, models }: CheckedPage): Judged[] {
  const all = models.flatMap((chapter) =>
    Object.entries(chapter.derivations).map(
      ([name, spec]) => [name, parseDerivation({ ...spec, model: modelOf(chapter) })] as const,
    ),
  )
  const seed = 5
  return all.flatMap(([name, derivation]) => {
    const title = `${page} ${name}`
    const size = gzipSync(JSON.stringify(encodeDerivation(derivation))).length
    const open = listOpen(title, proveDerivation(derivation))
    const unmet = boundsMet(derivation).includes(false) ? [title] : []
    return [
      ...differences(open, [...OPEN_EQUATIONS, ...OPEN_BOUNDS], 'line that is not proved'),
      ...differences(listStrict(title, derivation, seed), STRICT, 'bound with room'),
      ...differences(unmet, UNMET, 'bound that is never met'),
    ]
      .map((message) => ({ name, message }))
      .concat(
        size > largestDerivation
          ? [
              {
                name,
                message: `large derivation: ${title} has ${size} bytes, compressed; divide it into two of at most ${largestDerivation}`,
              },
            ]
          : [],
      )

    function differences(
      found: readonly string[],
      listed: readonly string[],
      what: string,
    ): string[] {
      const own = listed.filter((it) => it === title || it.startsWith(`${title} `))
      return [
        ...found.filter((it) => !own.includes(it)).map((it) => `${what}: ${it}; ${cure(what)}`),
        ...own
          .filter((it) => !found.includes(it))
          .map((it) => `no ${what} any more: ${it}; take it out of tests/book/proofs.ts`),
      ]
    }
  })
}

const cure = (what: string): string =>
  `see whether a sharper line holds; else list it as a ${what} in tests/book/proofs.ts`

/** The name behind the number of a page. */
const nameIn = (where: string): string => where.replace(/^\d+ /, '')
