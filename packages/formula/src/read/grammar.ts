import { readFactor } from './read-factor.ts'
import { readProduct } from './read-product.ts'
import { readSum } from './read-sum.ts'
import type { Grammar } from './scope.ts'

/** The parts of the parser, joined: each gets at the others only through its scope. */
export const GRAMMAR: Grammar = { expression: readSum, product: readProduct, factor: readFactor }
