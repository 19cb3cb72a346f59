export { waveLine, type WaveLineOptions } from './wave-line.ts'
