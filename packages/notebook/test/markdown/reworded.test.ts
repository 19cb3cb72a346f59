import { expect, test, vi } from 'vitest'
import { checkFormulas } from '../../src/markdown/formulas/check-formulas.ts'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'
import { readSymbols } from '../../src/markdown/formulas/symbols.ts'

// Every message of the formula engine in other words: what places depend on must be data.
vi.mock('../../../formula/src/run/describe.ts', () => ({
  describeFailure: () => 'bad line',
  describeClaim: () => 'bad claim',
}))
vi.mock('../../../formula/src/tex/error.ts', async (original) => {
  const module = await original<typeof import('../../../formula/src/tex/error.ts')>()
  class SpecError extends module.SpecError {
    constructor(...[, , options]: ConstructorParameters<typeof module.SpecError>) {
      super('bad', 'attribute', options)
    }
  }
  return { ...module, SpecError }
})

const symbols = readSymbols('content/symbols.json')
const model =
  '<Model name="m" sizes={{ C: [2, 4] }} index={{ C: "i" }} free={{ z: "vector", y: "onehot" }} />\n\n'
const page = (attributes: string, tex: string): string =>
  `${model}<Derivation name="d" model="m" ${attributes}>\n$$\n${tex}\n$$\n</Derivation>\n`
const message = (source: string): Promise<string> =>
  checkFormulas(parseMdx(source), 'a.mdx', { symbols }).then(
    () => '',
    (error: Error) => error.message.split('\n')[0],
  )

test.each([
  ['each="q"', 'z_1 = z_1', 'a.mdx:3:32: derivation `d`: bad: attribute'],
  [
    'each="i" under={{ q: "simplex" }} breaks={{ "y: multihot": null }}',
    'z_i = z_i',
    'a.mdx:3:41: derivation `d`: bad: attribute',
  ],
  [
    'each="i" under={{ y: "simplex" }} breaks={{ q: null }}',
    'z_i = z_i',
    'a.mdx:3:66: derivation `d`: bad: attribute',
  ],
  [
    'each="i" breaks={{ "y: multihot": 1 }}',
    'z_i = z_i',
    'a.mdx:3:41: derivation `d`: bad claim; put the claim right, here and in the prose',
  ],
  [
    'each="i"',
    'z_i = y_i',
    'a.mdx:5:5: derivation `d`: bad line; put the line right, or a definition that it is made from; if it holds only for other values, declare them by under or where',
  ],
])(
  'the place of a mistake does not depend on its wording: %s',
  async (attributes, tex, expected) => {
    expect(await message(page(attributes, tex))).toBe(expected)
  },
)
