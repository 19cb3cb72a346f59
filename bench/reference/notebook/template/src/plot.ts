export * as Plot from '@observablehq/plot'
export { dragPlot } from '@cellgraph/notebook/figure'
