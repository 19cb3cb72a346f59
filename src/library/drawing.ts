/** What a cell has in scope once it first needs to draw: Observable Plot, D3 and the book's own figures. */
export * as Plot from '@observablehq/plot'
export * as d3 from 'd3'
export * from '../figures/index.ts'
