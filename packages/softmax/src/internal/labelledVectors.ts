import { spell } from './check.ts'
import { checkLabel } from '../target.ts'
import { toFloat64, type Vector } from '../vector.ts'

/** A vector with a number for each class, and the class that is right. */
export interface LabelledVector {
  vector: Float64Array
  label: number
}

/**
 * Reads vectors and as many labels, at least one, each the index of one of its vector's numbers.
 */
export function readLabelledVectors(
  name: string,
  vectors: readonly Vector[],
  labels: readonly number[],
): LabelledVector[] {
  const rows = toList(name, vectors)
  const classes = toList('labels', labels)
  if (rows.length !== classes.length)
    throw new RangeError(
      `invalid labels: length ${classes.length}, but there are ${rows.length} examples`,
    )
  if (rows.length === 0) throw new RangeError('invalid labels: length 0; give at least one example')
  return rows.map((row, n) => {
    const vector = toFloat64(row, `${name}[${n}]`)
    return { vector, label: checkLabel(`labels[${n}]`, classes[n], vector.length) }
  })
}

/** A list as an array; anything else is refused by its name. */
export function toList<Item>(name: string, items: Iterable<Item>): readonly Item[] {
  if (Array.isArray(items)) return items as readonly Item[]
  const isIterable = typeof items === 'object' && items !== null && Symbol.iterator in items
  if (isIterable) return [...items]
  throw new TypeError(`invalid ${name}: ${spell(items)}; give an array`)
}
