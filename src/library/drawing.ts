/** Observable Plot and D3, whole, for cells that draw for themselves. */
export * as Plot from '@observablehq/plot'
export * as d3 from 'd3'
