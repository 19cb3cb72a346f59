import type { Json } from '../kernel/json.ts'

/** What each input is given in a chapter, with its defaults filled in. */
export type InputSpec =
  | { kind: 'Slider'; name: string; value: number; min: number; max: number; step: number }
  | { kind: 'Vector'; name: string; value: number[]; labels: string[]; min: number; max: number; step: number; compact?: true }
  /** `step` is that of both numbers. */
  | { kind: 'Point'; name: string; value: [number, number]; labels: string[]; min: [number, number]; max: [number, number]; step: number }
  /** Three shares of one whole. */
  | { kind: 'Simplex'; name: string; value: number[]; labels: string[]; step: number }
  | { kind: 'Choice'; name: string; value: string; options: string[] }
  | { kind: 'Toggle'; name: string; value: boolean }

type Props = Record<string, Json>

const known: Record<InputSpec['kind'], readonly string[]> = {
  Slider: ['name', 'value', 'min', 'max', 'step', 'label'],
  Vector: ['name', 'value', 'labels', 'min', 'max', 'step', 'compact', 'label'],
  Point: ['name', 'value', 'labels', 'min', 'max', 'step', 'label'],
  Simplex: ['name', 'value', 'labels', 'step', 'label'],
  Choice: ['name', 'value', 'options', 'label'],
  Toggle: ['name', 'value', 'label'],
}

export function isInputKind(name: string | null): name is InputSpec['kind'] {
  return name !== null && Object.hasOwn(known, name)
}

/**
 * Checks what an author wrote on an input.
 * @throws RangeError or TypeError that names the attribute, its value and the cure.
 */
export function toInputSpec(kind: InputSpec['kind'], props: Props): InputSpec {
  for (const name of Object.keys(props)) {
    if (!known[kind].includes(name)) throw new TypeError(`unknown attribute: ${name}; <${kind}> takes ${known[kind].join(', ')}`)
  }
  const name = toName(kind, props)
  switch (kind) {
    case 'Slider': return toSlider(name, props)
    case 'Vector': return toVector(name, props)
    case 'Point': return toPoint(name, props)
    case 'Simplex': return toSimplex(name, props)
    case 'Choice': return toChoice(name, props)
    case 'Toggle': return { kind, name, value: toBoolean(props, 'value', false) }
  }
}

function toName(kind: string, { name }: Props): string {
  if (typeof name === 'string' && /^[A-Za-z_$][\w$]*$/.test(name)) return name
  throw new TypeError(`invalid name: ${JSON.stringify(name ?? null)}; <${kind} name="…"> needs a name that cells can use`)
}

function toSlider(name: string, props: Props): InputSpec {
  const [min, max] = [toNumber(props, 'min'), toNumber(props, 'max')]
  const value = toNumber(props, 'value')
  const step = toNumber(props, 'step', (max - min) / 100)
  checkRange({ name, min, max, step })
  checkWithin(name, value, min, max)
  return { kind: 'Slider', name, value, min, max, step }
}

function toVector(name: string, props: Props): InputSpec {
  const { value } = props
  if (!isList(value, 'number') || value.length === 0) throw new TypeError(`invalid value: ${JSON.stringify(value ?? null)}; <Vector name="${name}"> needs a list of numbers`)
  const labels = toLabels(props, 'Vector', name, value.length, value.map((_, index) => String(index + 1)))
  const [min, max, step] = [toNumber(props, 'min', -4), toNumber(props, 'max', 4), toNumber(props, 'step', 0.1)]
  checkRange({ name, min, max, step })
  for (const item of value) checkWithin(name, item, min, max)
  return { kind: 'Vector', name, value, labels, min, max, step, ...(toBoolean(props, 'compact', false) && { compact: true }) }
}

function toPoint(name: string, props: Props): InputSpec {
  const [value, min, max] = [toPair(props, 'value', name), toPair(props, 'min', name), toPair(props, 'max', name)]
  const labels = toLabels(props, 'Point', name, 2, ['x', 'y'])
  const step = toNumber(props, 'step', 0.1)
  for (const i of [0, 1]) {
    checkRange({ name: `${name}[${i}]`, min: min[i], max: max[i], step })
    checkWithin(`${name}[${i}]`, value[i], min[i], max[i])
  }
  return { kind: 'Point', name, value, labels, min, max, step }
}

function toPair(props: Props, attribute: string, name: string): [number, number] {
  const value = props[attribute]
  if (isList(value, 'number') && value.length === 2) return [value[0], value[1]]
  throw new TypeError(`invalid ${attribute}: ${JSON.stringify(value ?? null)}; <Point name="${name}"> needs two numbers, as in ${attribute}={[1, 2]}`)
}

function toSimplex(name: string, props: Props): InputSpec {
  const { value } = props
  if (!isList(value, 'number') || value.length !== 3 || value.some((share) => share < 0)) throw new TypeError(`invalid value: ${JSON.stringify(value ?? null)}; <Simplex name="${name}"> needs three numbers, none below 0`)
  const sum = value.reduce((a, b) => a + b, 0)
  if (Math.abs(sum - 1) > 1e-6) throw new RangeError(`invalid value: ${JSON.stringify(value)}; the shares of <Simplex name="${name}"> sum to ${sum}; they must sum to 1`)
  const step = toNumber(props, 'step', 0.01)
  const whole = Math.round(1 / step)
  if (!(step > 0 && step < 1) || Math.abs(whole * step - 1) > 1e-9) throw new RangeError(`invalid step: ${step} of \`${name}\`; a whole number of steps must make 1, as with 0.01`)
  return { kind: 'Simplex', name, value: value.map((share) => share / sum), labels: toLabels(props, 'Simplex', name, 3, ['1', '2', '3']), step }
}

function toLabels({ labels }: Props, kind: string, name: string, count: number, fallback: string[]): string[] {
  if (labels === undefined) return fallback
  if (isList(labels, 'string') && labels.length === count) return labels
  throw new RangeError(`invalid labels: ${JSON.stringify(labels)}; <${kind} name="${name}"> needs one string for each of its ${count} numbers`)
}

function toChoice(name: string, props: Props): InputSpec {
  const { options } = props
  if (!isList(options, 'string') || options.length === 0) throw new TypeError(`invalid options: ${JSON.stringify(options ?? null)}; <Choice name="${name}"> needs a list of strings`)
  const value = props['value'] ?? options[0]
  if (typeof value !== 'string' || !options.includes(value)) throw new RangeError(`invalid value: ${JSON.stringify(value)}; <Choice name="${name}"> offers ${options.join(', ')}`)
  return { kind: 'Choice', name, value, options }
}

function toNumber(props: Props, attribute: string, fallback?: number): number {
  const value = props[attribute] ?? fallback
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new TypeError(`invalid ${attribute}: ${JSON.stringify(value ?? null)}; write a number, as in ${attribute}={1}`)
}

function toBoolean(props: Props, attribute: string, fallback: boolean): boolean {
  const value = props[attribute] ?? fallback
  if (typeof value === 'boolean') return value
  throw new TypeError(`invalid ${attribute}: ${JSON.stringify(value)}; write ${attribute}={true} or ${attribute}={false}`)
}

function isList<T extends 'number' | 'string'>(value: Json | undefined, type: T): value is (T extends 'number' ? number : string)[] {
  return Array.isArray(value) && value.every((item) => typeof item === type)
}

function checkRange({ name, min, max, step }: { name: string; min: number; max: number; step: number }): void {
  if (!(min < max)) throw new RangeError(`invalid range: min ${min}, max ${max} of \`${name}\`; min must be below max`)
  if (!(step > 0)) throw new RangeError(`invalid step: ${step} of \`${name}\`; it must be above 0`)
}

function checkWithin(name: string, value: number, min: number, max: number): void {
  if (value < min || value > max) throw new RangeError(`invalid value: ${value} of \`${name}\`; it must lie between ${min} and ${max}`)
}
