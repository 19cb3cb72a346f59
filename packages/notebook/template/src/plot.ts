/** Observable Plot, for cells that draw. */
export * as Plot from '@observablehq/plot'
