import type { InlineMath, Math } from 'mdast-util-math'
import { toEquationSpec, type EquationSpec } from './equation.ts'
import type { FoundFormulas, Holder } from './find-formulas.ts'
import type { Mistakes } from '../syntax/mistakes.ts'

/** A page's formulas with what stands behind `$$`. */
export interface Reading {
  found: FoundFormulas
  specs: ReadonlyMap<Math, EquationSpec>
  holderOf: ReadonlyMap<Math, Holder>
  /** Formulas with a reported mistake, which are not checked any further. */
  refused: Set<Math | InlineMath>
}

/** Reads what stands behind `$$` of every display. */
export function readDisplays(
  found: FoundFormulas,
  source: string | undefined,
  mistakes: Mistakes,
): Reading {
  const refused = new Set<Math | InlineMath>(found.unread.displays)
  const specs = new Map(
    [...found.displays, ...found.unread.displays].map((it) => {
      const spec = mistakes.attempt(() => toEquationSpec(it, mistakes.file, source))
      if (!spec) refused.add(it)
      return [it, spec ?? nameAlone(it)] as const
    }),
  )
  const holderOf = new Map(
    found.holders.flatMap((holder) => holder.formulas.map((it) => [it, holder] as const)),
  )
  return { found, specs, holderOf, refused }
}

/** Of a formula with a mistake behind its `$$`, the name: what refers to it is right. */
function nameAlone({ meta }: Math): EquationSpec {
  const [, name] = /(?:^|\s)name=([\w-]+)/.exec(meta ?? '') ?? []
  return name === undefined ? {} : { name }
}

/** A formula's name on the page: that of its derivation, or its own. */
export function nameOf(
  node: Math,
  { specs, holderOf }: Pick<Reading, 'specs' | 'holderOf'>,
): string | undefined {
  const holder = holderOf.get(node)
  return holder?.kind === 'Derivation' ? holder.name : specs.get(node)?.name
}
