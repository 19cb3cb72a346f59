/** An index as written: `k`, `3`, `i-1`, `C`: a constant and whole multiples of index and size names. */
export type Affine = { readonly constant: number; readonly names: Readonly<Record<string, number>> }

export const constant = (value: number): Affine => ({ constant: value, names: {} })

export const named = (name: string): Affine => ({ constant: 0, names: { [name]: 1 } })

export function plus(left: Affine, right: Affine, times = 1): Affine {
  const names: Record<string, number> = { ...left.names }
  for (const [name, factor] of Object.entries(right.names)) {
    const sum = (names[name] ?? 0) + times * factor
    if (sum === 0) delete names[name]
    else names[name] = sum
  }
  return { constant: left.constant + times * right.constant, names }
}

export const minus = (left: Affine, right: Affine): Affine => plus(left, right, -1)

export const isConstant = (affine: Affine): boolean => Object.keys(affine.names).length === 0

export const sameAffine = (left: Affine, right: Affine): boolean => {
  const difference = minus(left, right)
  return isConstant(difference) && difference.constant === 0
}

/** `i-1`, `C`, `2`: as a reader would write it. */
export function showAffine({ constant: number, names }: Affine): string {
  const parts = Object.entries(names).map(
    ([name, factor]) =>
      `${factor < 0 ? '-' : '+'}${Math.abs(factor) === 1 ? '' : Math.abs(factor)}${name}`,
  )
  if (number !== 0 || parts.length === 0) parts.push(`${number < 0 ? '-' : '+'}${Math.abs(number)}`)
  return parts.join('').replace(/^\+/, '')
}
