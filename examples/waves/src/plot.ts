/** Observable Plot, for cells that draw for themselves. */
export * as Plot from '@observablehq/plot'
