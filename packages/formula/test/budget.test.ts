import { describe, expect, test } from 'vitest'
import {
  checkDerivation,
  parseDerivation,
  parseModel,
  type Model,
  type Report,
} from '../src/index.ts'

const { raw } = String

const upTo = (size: number): Model =>
  parseModel({ sizes: { C: [2, size] }, index: { C: 'i j k l m n o p' }, free: { z: 'vector' } }, [
    raw`M = \log \sum_j e^{z_j}`,
  ])

const check = (model: Model, tex: string, options: { each?: string; work?: number } = {}): Report =>
  checkDerivation(
    parseDerivation({ tex, model, each: options.each ?? '' }),
    options.work === undefined ? {} : { work: options.work },
  )

/** `\sum_i \sum_j … z_i z_j …`, which costs its size to the power of its depth. */
function nested(depth: number): string {
  const names = [...'ijklmnop'].slice(0, depth)
  return `${names.map((name) => raw`\sum_{${name}=1}^{C}`).join(' ')} ${names.map((name) => `z_${name}`).join(' ')} = (\\sum_i z_i)^{${depth}}`
}

describe('the work of a formula is counted, and ends', () => {
  test('sums within sums are compared on fewer draws or components, and a word is said about it', () => {
    const report = check(upTo(6), nested(8))
    expect(report.ok).toBe(true)
    expect(report.draws).toBeLessThan(60)
    expect(report.draws).toBeGreaterThan(10)
    expect(report.shortage).toMatch(
      /^\d+ of 60 draws: the work that one formula may take is done, and sizes above \d take too much of it; give it fewer sums within sums, or smaller sizes$/,
    )
  })

  test('a second derivative over thirty classes is compared on all draws', () => {
    const { ok, draws, shortage } = check(
      upTo(30),
      raw`\frac{\partial^2 M}{\partial z_i \partial z_j} = \frac{\partial^2 M}{\partial z_j \partial z_i}`,
      { each: 'i j' },
    )
    expect({ ok, draws, shortage }).toEqual({ ok: true, draws: 60, shortage: undefined })
  })

  test('the same work compares the same, whatever else the machine does', () => {
    const tex = nested(6)
    const [first, second] = [check(upTo(6), tex), check(upTo(6), tex)]
    expect(first.work).toBe(second.work)
    expect(first.lines).toEqual(second.lines)
  })

  test.each([10, 1000, 100_000])('%i pieces are not exceeded', (work) => {
    expect(check(upTo(6), nested(5), { work }).work).toBeLessThanOrEqual(work + 1)
  })

  test('many derivatives inside each other are compared on fewer draws', () => {
    const eighth = raw`\frac{\partial^8 M}{\partial z_i^8}`
    const report = check(upTo(3), `${eighth} = ${eighth}`, { each: 'i', work: 500_000 })
    expect(report.draws).toBeLessThan(60)
    expect(report.shortage).toContain('the work that one formula may take is done')
  })

  test('with hardly any work nothing passes', () => {
    expect(check(upTo(6), nested(5), { work: 100 }).ok).toBe(false)
  })

  test('a function is evaluated once for the same arguments: seventeen levels that each call the one below twice', () => {
    const names = [...'bcdghklmnopqrsuvw']
    const levels = names.map(
      (name, n) => `${name}(t) = ${names[n - 1] ?? 'f'}(t) + ${names[n - 1] ?? 'f'}(t)`,
    )
    const model = parseModel({ free: { t: 'real' } }, ['f(t) = t + 1', ...levels])
    const report = check(model, 'w(t) = 131072 t + 131072')
    expect(report.messages).toEqual([])
    expect(report.work).toBeLessThan(20_000)
    expect(check(model, raw`\frac{\partial w(t)}{\partial t} = 131072`).messages).toEqual([])
  })
})

describe('nesting and length have a limit with a message', () => {
  const errorOf = (tex: string): string =>
    parseDerivation({ tex: `${tex} = 1`, model: upTo(3) }).errors[0]?.message ?? 'read'

  test.each([
    ['brackets', `${'('.repeat(1000)}z_1${')'.repeat(1000)}`],
    ['fractions', `${raw`\frac{1}{`.repeat(1000)}z_1${'}'.repeat(1000)}`],
    ['exponents', `${'2^{'.repeat(300)}2${'}'.repeat(300)}`],
    ['bars', `${raw`\left\lvert `.repeat(100)}z_1${raw`\right\rvert `.repeat(100)}`],
    ['roots without braces', `${raw`\sqrt `.repeat(1000)}2`],
    ['logarithms', `${raw`\log `.repeat(1000)}2`],
  ])('%s', (_, tex) => {
    expect(errorOf(tex)).toMatch(
      /^too deep: (brackets|commands) \(line 1, column \d+\): more than \d+ of them stand inside each other; define a part of it in the model$/,
    )
  })

  test('forty brackets are read', () => {
    expect(errorOf(`${'('.repeat(40)}z_1${')'.repeat(40)}`)).toBe('read')
  })

  test('a product of thousands of factors, and a formula of tens of thousands of signs', () => {
    expect(errorOf('2 \\cdot '.repeat(1500) + '2')).toBe(
      'too long: 1501 factors (line 1, column 1): at most 200 are read; write it with \\prod',
    )
    expect(errorOf(Array.from({ length: 20_000 }, () => '1').join('+'))).toContain(
      'too long: 40003 characters',
    )
    expect(errorOf(Array.from({ length: 5000 }, () => '1').join('+'))).toBe('read')
  })

  test('powers of a matrix inside each other have a limit', () => {
    const model = parseModel({ sizes: { C: [2, 3] }, free: { A: 'matrix C C' } })
    const error = (tex: string): string | undefined =>
      parseDerivation({ tex: `${tex} = A`, model }).errors[0]?.message
    expect(error('(A^9)^9')).toBeUndefined()
    expect(error('((A^9)^9)^9')).toBe(
      'too long: ((A^9)^9)^9 (line 1, column 1): written out, it is a product of too many pieces; define a part of it in the model',
    )
  })
})
