/**
 * Two waves of amplitude 1 together: sin(2πft) + sin(2πgt).
 * @param f the frequency of the first, in hertz
 * @param g the frequency of the second, in hertz
 * @returns the sum as a function of the time in seconds
 */
export function beat(f: number, g: number): (time: number) => number {
  return (time) => Math.sin(2 * Math.PI * f * time) + Math.sin(2 * Math.PI * g * time)
}
