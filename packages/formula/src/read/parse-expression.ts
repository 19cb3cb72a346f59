import { refuse, withSource } from '../tex/error.ts'
import type { Expression } from '../model/expression.ts'
import { GRAMMAR } from './grammar.ts'
import { namesOf, type Model } from '../model/model.ts'
import { checkSettled } from './unknown-size.ts'
import { toTokens } from '../tex/tokens.ts'

/** Reads one expression over a model, for each of the indices in `each`; throws where it is refused. */
export function parseExpression(tex: string, model: Model, each = ''): Expression {
  return withSource(tex, () => {
    const span = { start: 0, end: tex.length }
    const names = each.split(/[\s,]+/).filter(Boolean)
    const indices = new Map(
      names.map((name) => {
        const declaration = model.declarations.get(name)
        if (declaration?.kind !== 'index') {
          refuse(
            span,
            'unknown index',
            name,
            `the declared indices are ${namesOf(model, 'index').join(', ') || 'none'}`,
            'declare it in the model',
          )
        }
        return [name, declaration.size]
      }),
    )
    const scope = {
      tex,
      model,
      indices,
      each: [...indices.keys()],
      params: new Map(),
      grammar: GRAMMAR,
    }
    return checkSettled(GRAMMAR.expression(toTokens(tex), scope, span), scope)
  })
}
