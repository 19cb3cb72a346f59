/** Paths shorter than this are left as they are: there is little to gain. */
const longPath = 400
/** Steps of a path are whole tenths of the drawing's unit. */
const grid = 10

/** The operands of each absolute command that is followed: which of them are x (0) and y (1). */
const operands: Record<string, readonly (0 | 1)[]> = {
  M: [0, 1],
  L: [0, 1],
  H: [0],
  V: [1],
  C: [0, 1, 0, 1, 0, 1],
  Z: [],
}
const token = /[A-Z]|-?\d*\.?\d+/g

/**
 * A long path in relative steps, whose numbers are short. Its points are rounded first, to a tenth
 * of the drawing's unit, so that errors do not add up.
 * @param path as the attribute `d` has it, in absolute commands
 * @returns the path as it was if it is short, or has arcs, relative commands or exponents
 */
export function shortPath(path: string): string {
  if (path.length < longPath || !/^M[MLHVCZ\d\s,.-]*$/.test(path)) return path
  const tokens = path.match(token) ?? []
  const steps = new Steps()
  let command = ''
  for (let at = 0; at < tokens.length;) {
    if (Object.hasOwn(operands, tokens[at])) command = tokens[at++]
    // More pairs after a move are lines. Nothing but a command may follow a closed part.
    else if (command === 'M') command = 'L'
    else if (command === 'Z') return path
    const count = operands[command].length
    if (!steps.add(command, tokens, at)) return path
    at += count
  }
  return steps.text
}

/** A path that is written step by step, in whole numbers of the grid. */
class Steps {
  text = ''
  #command = ''
  readonly #point: [number, number] = [0, 0]
  readonly #start: [number, number] = [0, 0]

  /** Returns false where a number is missing. */
  add(command: string, tokens: readonly string[], at: number): boolean {
    const isFirst = this.text === ''
    const [fromX, fromY] = this.#point
    const isRepeated = command === this.#command && command !== 'M' && command !== 'Z'
    if (!isRepeated) this.text += isFirst ? command : command.toLowerCase()
    this.#command = command
    const axes = operands[command]
    for (let n = 0; n < axes.length; n++) {
      const to = Math.round(Number(tokens[at + n]) * grid)
      if (Number.isNaN(to)) return false
      const from = axes[n] === 0 ? fromX : fromY
      this.#write(isFirst ? to : to - from, n === 0 && !isRepeated)
      this.#point[axes[n]] = to
    }
    if (command === 'M') [this.#start[0], this.#start[1]] = this.#point
    if (command === 'Z') [this.#point[0], this.#point[1]] = this.#start
    return true
  }

  #write(tenths: number, isAfterCommand: boolean): void {
    const size = Math.abs(tenths)
    const whole = Math.floor(size / grid)
    const rest = size - whole * grid
    const separator = tenths < 0 ? '-' : isAfterCommand ? '' : ','
    this.text += rest === 0 ? separator + whole : `${separator}${whole || ''}.${rest}`
  }
}
