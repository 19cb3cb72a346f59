export { barChart } from './bar-chart.ts'
export { circle } from './circle.ts'
