import { describe, expect, test } from 'vitest'
import { findSlips } from '../../src/kernel/compile/find-slips.ts'

/** The kinds of the slips in a cell, with a mark behind those that are warnings. */
const slipsOf = (source: string): string[] =>
  findSlips({ name: 'a', source, kind: 'cell' }).map(
    ({ told, isWarning }) => `${told.kind}${isWarning ? '?' : ''}`,
  )

describe('code that is correct has no slips', () => {
  test.each([
    ['promises of functions', 'await Promise.all(xs.map(async (x) => { out.push(await f(x)) }))'],
    ['a key below 0 of an object', "const x = { [-1]: 'a' }\ndisplay(x[-1])"],
    ['a key below 0 of an object of a type', 'const x: Record<number, string> = {}\nf(x[-1])'],
    ['a key below 0 that is given', 'x[-1] = 2'],
    ['a key below 0 that is counted', 'x[-1]++'],
    [
      'an emitter of the name of an element',
      "const b = html`<b>`\nstores.forEach((b) => b.on('change', f))",
    ],
    ['an assignment in two pairs of brackets', 'let m\nif ((m = re.exec(s))) display(m)'],
    ['such an assignment in a loop', 'let m\nwhile ((m = re.exec(s))) display(m)'],
    ['such an assignment before a question mark', 'let m\n((m = re.exec(s))) ? m : 0'],
    ['an emitter that is no element', "store.on('change', f)\nstore.on('input', f)"],
    ['a signal', "signal.addEventListener('change', f)"],
    ['a handler of an object', 'const state = { onchange: null }\nstate.onchange = f'],
    ['a handler of the author’s own', 'const state = new State()\nstate.onclick = f'],
    ['a list of what is spread', 'Array(...xs).map(f)'],
    ['bits in hexadecimal digits', 'f(a ^ 0xff, 0b101 ^ a, 2 ^ 0xff)'],
    ['a bit that is flipped', 'f(a ^ 1, 0 ^ a)'],
    ['names of bits', 'f(a ^ b)'],
    ['a maker that is called on a line of its own', 'const s = d3.stack()\n    .keys(k)\n  (rows)'],
    ['one within a block', 'if (a) {\n  const b = f(c)\n    (d)\n}'],
    ['types over several lines', 'd3.rollup<\n  Row,\n  number\n>(rows, f)'],
    ['types of a template over several lines', 'f<\n  Row\n>`a`'],
  ])('%s', (_, source) => {
    expect(slipsOf(source)).toEqual([])
  })
})

describe('slips', () => {
  test.each([
    ['a list’s function without return', '[1].map((x) => { f(x) })', ['returnsNothing']],
    ['that of a name', 'const xs = [1]\nxs.filter((x) => { f(x) })', ['returnsNothing']],
    ['that of a list of a list', 'd3.range(3).map(f).map((x) => { f(x) })', ['returnsNothing']],
    ['that of what may be no list', 'xs.map((x) => { f(x) })', ['returnsNothing?']],
    ['that of what only lists have', 'xs.reduce((a, b) => { f(a) })', ['returnsNothing']],
    ['an index below 0', 'f(xs[-1])', ['negativeIndex?']],
    ['an index below 0 that is given on', 'y = xs[-1]', ['negativeIndex?']],
    ['an assignment in a condition', 'if (m = 1) f()', ['assignmentInCondition']],
    ['that before a question mark', '(m = 1) ? 2 : 3', ['assignmentInCondition']],
    ['a power', 'f(2 ^ 10, 1 ^ 1, x ^ 2, 10 ^ n)', Array(4).fill('powerMeant?')],
    ['brackets that begin a line of a block', 'if (a) {\n  b = c\n  (d).e()\n}', ['goesOn']],
    ['a list that begins a line of a class', 'class A {\n  a = 1\n  [b] = 2\n}', ['goesOn']],
    ['a list of holes', 'Array(3).map(f)', ['holes']],
    ['a listener', "const b = document.createElement('a')\nb.onchange = f", ['lostHandler']],
    ['one of a selection', "d3.create('svg').append('g').on('input', f)", ['lostHandler']],
    [
      'one of a part of a selection',
      "const s = d3.create('svg')\nconst g = s.append('g')\ng.on('click', f)",
      ['lostHandler'],
    ],
    ['one of markup', "html`<b>`.addEventListener('change', f)", ['lostHandler']],
    ['one of a figure', "const p = Plot.plot({})\np.addEventListener('input', f)", ['lostHandler']],
    [
      'one of what may be an element',
      "x.on('click', f)\nx.onclick = f",
      ['lostHandler?', 'lostHandler?'],
    ],
  ])('%s', (_, source, kinds) => {
    expect(slipsOf(source)).toEqual(kinds)
  })
})
