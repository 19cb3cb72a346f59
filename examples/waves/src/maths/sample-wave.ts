/** A wave's value at a time. */
export interface Sample {
  /** In seconds. */
  time: number
  value: number
}

/**
 * A function of time at equally spaced times, both ends included.
 * @param seconds how long
 * @param count how many samples, at least 2
 */
export function sampleWave(wave: (time: number) => number, seconds: number, count = 240): Sample[] {
  return Array.from({ length: count }, (_, n) => {
    const time = (seconds * n) / (count - 1)
    return { time, value: wave(time) }
  })
}
