export { beat } from './beat.ts'
export { partialSum } from './partial-sum.ts'
export { sampleWave, type Sample } from './sample-wave.ts'
