import { namesIn, type Expression } from './expression.ts'
import { dependsOn, type Model } from './model.ts'

/** Whether one of some expressions has a name in it, directly or through the model's definitions. */
export function isMadeFrom(
  expressions: readonly Expression[],
  name: string,
  model: Model,
): boolean {
  return expressions.some((it) => dependsOn(model, namesIn(it), name))
}
