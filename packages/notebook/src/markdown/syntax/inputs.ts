import { kernelNames } from '../../kernel/graph.ts'
import { PropError, type Props } from './props.ts'

import { plainly } from '../../strings/mistakes.ts'
/** The attributes of an input, with defaults filled in. */
export type InputSpec =
  Slider | Vector | Point | Simplex | Choice | { kind: 'Toggle'; name: string; value: boolean }

/** The spec of one kind of input: `InputOf<'Slider'>`. */
export type InputOf<Kind extends InputSpec['kind']> = Extract<InputSpec, { kind: Kind }>

type Slider = {
  kind: 'Slider'
  name: string
  value: number
  min: number
  max: number
  step: number
}
type Vector = {
  kind: 'Vector'
  name: string
  value: number[]
  labels: string[]
  min: number
  max: number
  step: number
  compact?: true
}
/** `step` is that of both numbers. */
type Point = {
  kind: 'Point'
  name: string
  value: [number, number]
  labels: string[]
  min: [number, number]
  max: [number, number]
  step: number
}
/** Three shares of one whole. */
type Simplex = { kind: 'Simplex'; name: string; value: number[]; labels: string[]; step: number }
/** `labels` are what a reader sees of the options, where that is something else. */
type Choice = {
  kind: 'Choice'
  name: string
  value: string
  options: string[]
  labels?: string[]
}

const kinds: readonly string[] = ['Slider', 'Vector', 'Point', 'Simplex', 'Choice', 'Toggle']

/** The type, as TypeScript, of the name that each input declares. */
const types: { [Kind in InputSpec['kind']]: (spec: InputOf<Kind>) => string } = {
  Slider: () => 'number',
  Vector: () => 'number[]',
  Point: () => '[number, number]',
  Simplex: () => 'number[]',
  Choice: ({ options }) => options.map((it) => JSON.stringify(it)).join(' | '),
  Toggle: () => 'boolean',
}

/** The type of an input's value, as TypeScript. */
export function inputType(spec: InputSpec): string {
  return (types[spec.kind] as (spec: InputSpec) => string)(spec)
}

export function isInputKind(name: string | null): name is InputSpec['kind'] {
  return name !== null && kinds.includes(name)
}

/**
 * The spec of an input from its attributes, which have the right kinds; defaults are filled in.
 * @throws PropError that names the attribute, its value and the cure.
 */
export function toInputSpec(kind: InputSpec['kind'], props: Props): InputSpec {
  const name = toName(kind, props)
  switch (kind) {
    case 'Slider':
      return toSlider(name, props)
    case 'Vector':
      return toVector(name, props)
    case 'Point':
      return toPoint(name, props)
    case 'Simplex':
      return toSimplex(name, props)
    case 'Choice':
      return toChoice(name, props)
    case 'Toggle':
      return { kind, name, value: props['value'] === true }
  }
}

function toName(kind: string, { name }: Props): string {
  const reserved = kernelNames.includes(String(name)) || isKeyword(String(name))
  if (reserved) throw new PropError('name', { kind: 'reservedName', name: String(name) })
  if (typeof name === 'string' && /^[A-Za-z_$][\w$]*$/.test(name)) return name
  const meant = String(name).replace(/[^\w$]+(\w?)/g, (_, next: string) => next.toUpperCase())
  const told = { value: JSON.stringify(name ?? null), tag: kind }
  throw new PropError(
    'name',
    /^[A-Za-z_$][\w$]*$/.test(meant)
      ? { kind: 'invalidInputNameMeant', ...told, meant }
      : { kind: 'invalidInputName', ...told },
  )
}

/** Whether a name is a reserved word of JavaScript. */
function isKeyword(name: string): boolean {
  try {
    new Function(`'use strict'; const ${name} = 0`)
    return false
  } catch {
    return /^[a-z]+$/i.test(name)
  }
}

function toSlider(
  name: string,
  { min = 0, max = 1, value = min, step = (max - min) / 100 }: Partial<Omit<Slider, 'kind'>>,
): InputSpec {
  checkRange({ name, min, max, step })
  checkWithin({ name, value, min, max, step })
  return { kind: 'Slider', name, value, min, max, step }
}

function toVector(name: string, props: Partial<Omit<Vector, 'kind'>>): InputSpec {
  const {
    value = [],
    labels = value.map((_, index) => String(index + 1)),
    min = -4,
    max = 4,
    step = 0.1,
    compact,
  } = props
  checkLabels('Vector', name, labels, value.length)
  checkRange({ name, min, max, step })
  for (const item of value) checkWithin({ name, value: item, min, max, step })
  return { kind: 'Vector', name, value, labels, min, max, step, ...(compact && { compact }) }
}

function toPoint(
  name: string,
  {
    value = [0, 0],
    min = [0, 0],
    max = [1, 1],
    labels = ['x', 'y'],
    step = 0.1,
  }: Partial<Omit<Point, 'kind'>>,
): InputSpec {
  checkLabels('Point', name, labels, 2)
  for (const i of [0, 1]) {
    checkRange({ name: `${name}[${i}]`, min: min[i], max: max[i], step })
    checkWithin({ name: `${name}[${i}]`, value: value[i], min: min[i], max: max[i], step })
  }
  return { kind: 'Point', name, value, labels, min, max, step }
}

function toSimplex(
  name: string,
  { value = [], labels = ['1', '2', '3'], step = 0.01 }: Partial<Omit<Simplex, 'kind'>>,
): InputSpec {
  if (value.length !== 3 || value.some((share) => share < 0))
    throw new PropError('value', { kind: 'notThreeShares', value: JSON.stringify(value), name })
  const sum = value.reduce((a, b) => a + b, 0)
  if (Math.abs(sum - 1) > 1e-6)
    throw new PropError('value', {
      kind: 'sharesSum',
      value: JSON.stringify(value),
      name,
      // Of 1.2000000000000002, the author wrote 1.2.
      sum: String(Number(sum.toPrecision(12))),
    })
  const whole = Math.round(1 / step)
  if (!(step > 0 && step < 1) || Math.abs(whole * step - 1) > 1e-9)
    throw new PropError('step', { kind: 'stepsOfShares', step: String(step), name })
  checkLabels('Simplex', name, labels, 3)
  return { kind: 'Simplex', name, value: value.map((share) => share / sum), labels, step }
}

function checkLabels(kind: string, name: string, labels: readonly string[], count: number): void {
  if (labels.length !== count)
    throw new PropError('labels', {
      kind: 'labelsOfNumbers',
      value: JSON.stringify(labels),
      tag: kind,
      name,
      count,
    })
}

function toChoice(
  name: string,
  { options = [], value = options[0], labels }: Partial<Omit<Choice, 'kind'>>,
): InputSpec {
  const twice = options.find((it, index) => options.indexOf(it) !== index)
  if (twice !== undefined)
    throw new PropError('options', { kind: 'optionTwice', option: JSON.stringify(twice) })
  if (!options.includes(value))
    throw new PropError('value', {
      kind: 'notOffered',
      value: JSON.stringify(value),
      name,
      options: plainly(options),
    })
  if (labels && labels.length !== options.length)
    throw new PropError('labels', {
      kind: 'labelsOfOptions',
      value: JSON.stringify(labels),
      name,
      count: options.length,
    })
  return { kind: 'Choice', name, value, options, ...(labels && { labels }) }
}

function checkRange({
  name,
  min,
  max,
  step,
}: {
  name: string
  min: number
  max: number
  step: number
}): void {
  if (!(min < max))
    throw new PropError('max', { kind: 'invalidRange', min: String(min), max: String(max), name })
  if (!(step > 0)) throw new PropError('step', { kind: 'stepNotAbove', step: String(step), name })
  if (step > max - min)
    throw new PropError('step', {
      kind: 'stepTooLarge',
      step: String(step),
      name,
      min: String(min),
      max: String(max),
    })
}

function checkWithin({
  name,
  value,
  min,
  max,
  step,
}: {
  name: string
  value: number
  min: number
  max: number
  step: number
}): void {
  if (value < min || value > max)
    throw new PropError('value', {
      kind: 'notBetween',
      value: String(value),
      name,
      min: String(min),
      max: String(max),
    })
  const steps = (value - min) / step
  const [below, above] = [Math.floor(steps), Math.ceil(steps)].map((it) =>
    Number((min + it * step).toPrecision(12)),
  )
  // A browser would round it to a step by itself, and show a value that the cells do not have.
  if (Math.abs(steps - Math.round(steps)) > 1e-6)
    throw new PropError('value', {
      kind: 'notOnStep',
      value: String(value),
      name,
      min: String(min),
      step: String(step),
      below: String(below),
      above: String(above),
    })
}
