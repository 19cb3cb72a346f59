export * as Plot from '@observablehq/plot'
export { barChart, circle } from './figures/index.ts'
