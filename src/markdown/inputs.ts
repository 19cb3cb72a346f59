import type { Json } from '../kernel/json.ts'

/** What each input is given in a chapter, with its defaults filled in. */
export type InputSpec =
  | { kind: 'Slider'; name: string; value: number; min: number; max: number; step: number }
  | { kind: 'Vector'; name: string; value: number[]; labels: string[]; min: number; max: number; step: number }
  | { kind: 'Choice'; name: string; value: string; options: string[] }
  | { kind: 'Toggle'; name: string; value: boolean }

type Props = Record<string, Json>

const known: Record<InputSpec['kind'], readonly string[]> = {
  Slider: ['name', 'value', 'min', 'max', 'step', 'label'],
  Vector: ['name', 'value', 'labels', 'min', 'max', 'step', 'label'],
  Choice: ['name', 'value', 'options', 'label'],
  Toggle: ['name', 'value', 'label'],
}

/** The type, as TypeScript, of the name that each input declares. */
const types: { [Kind in InputSpec['kind']]: (spec: Extract<InputSpec, { kind: Kind }>) => string } = {
  Slider: () => 'number',
  Vector: () => 'number[]',
  Choice: ({ options }) => options.map((it) => JSON.stringify(it)).join(' | '),
  Toggle: () => 'boolean',
}

/** What cells see of an input: the type of its name, as TypeScript. */
export function inputType(spec: InputSpec): string {
  return (types[spec.kind] as (spec: InputSpec) => string)(spec)
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
  const labels = props['labels'] ?? value.map((_, index) => String(index + 1))
  if (!isList(labels, 'string') || labels.length !== value.length) throw new RangeError(`invalid labels: ${JSON.stringify(labels)}; <Vector name="${name}"> needs one string for each of its ${value.length} numbers`)
  const [min, max, step] = [toNumber(props, 'min', -4), toNumber(props, 'max', 4), toNumber(props, 'step', 0.1)]
  checkRange({ name, min, max, step })
  for (const item of value) checkWithin(name, item, min, max)
  return { kind: 'Vector', name, value, labels, min, max, step }
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
