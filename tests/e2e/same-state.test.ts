import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { renderOutputs } from '../../packages/notebook/src/elements/render-output.ts'
import type { CellResults } from '../../packages/notebook/src/hosts/build/cell-results.ts'
import { runProgram } from '../../packages/notebook/src/hosts/build/run-program.ts'
import { compileCell } from '../../packages/notebook/src/kernel/compile/compile-cell.ts'
import type { Json } from '../../packages/notebook/src/kernel/json.ts'
import { seededRandom } from '../../packages/notebook/src/kernel/random.ts'
import { readChapter, type Chapter } from '../../packages/notebook/src/markdown/chapter/chapter.ts'
import { compileChapter } from '../../packages/notebook/src/markdown/chapter/compile-chapter.ts'
import { stringsOf } from '../../packages/notebook/src/strings/strings.ts'
import { trueMinus } from '../../packages/notebook/src/text/true-minus.ts'
import { library } from '../../src/library/config.ts'
import { runCode, useFixture } from './fixture.ts'

const book = useFixture()

/** What a reader may do in a chapter besides moving its inputs: edits, and what they stop. */
interface Deeds {
  edits: [cell: string, source: string][]
  hang?: [cell: string, source: string]
  plays?: string[]
  steps: number
}

const chapters: Record<string, Deeds> = {
  '01-fixture': {
    edits: [
      ['p', 'const p = softmax(z, { temperature: 2 * T })'],
      ['p', 'const p = z.map((score) => score / 4)'],
      ['sum', 'const total = p[0] + p[1]\ntotal * 2'],
      ['legend', 'Plot.plot({ width, height: 150, marks: [Plot.barY(p, { fill: "red" })] })'],
      ['rows', 'z.map((score, i) => ({ i, twice: 2 * score, chance: random() }))'],
      ['marks', 'd3.create("svg:svg").attr("id", "own").attr("width", 9).node()'],
    ],
    hang: ['sum', 'await new Promise(() => {})'],
    steps: 30,
  },
  '02-handles': {
    edits: [
      ['sum', 'z[1] - T'],
      ['tops', 'const other = createCanvas(90, 90)\ntoElement(other)'],
    ],
    steps: 20,
  },
  '03-playback': {
    edits: [
      ['both', '`${n}, then ${o}`'],
      ['alone', 'const own = 2 * k'],
    ],
    plays: ['count', 'short', 'other'],
    steps: 20,
  },
}

/** The state of a page: what its inputs, its cells and its generators have come to. */
interface State {
  inputs: Record<string, Json>
  sources: Map<string, string>
  steps: Record<string, number>
}

test.each(Object.entries(chapters))(
  'whatever a reader does in %s, all outputs are those of a fresh run in Node',
  async (file, deeds) => {
    const seed = process.env.SEED ?? String(Math.floor(Math.random() * 1e9))
    console.log(`SEED=${seed} (${file})`)
    const chapter = readChapter(
      `${file}.mdx`,
      readFileSync(`tests/e2e/fixture/en/${file}.mdx`, 'utf8'),
    )
    const { page, errors } = await book.open({}, file.slice(3))
    const reader = new Reader(page, deeds, seededRandom(seed))
    for (let n = 0; n < deeds.steps; n++) {
      const deed = await reader.act()
      if (n % 3 === 2)
        await expect
          .poll(() => reader.runAgain().then(() => compare(page, chapter, reader.sources)), {
            message: `SEED=${seed}, after ${n + 1} deeds, the last of which was ${deed}`,
          })
          .toEqual([])
    }
    // A rectangle of a negative width, which the browser's document complains of, is drawn by one of the cells.
    expect(errors.filter((it) => !it.includes('A negative value is not valid'))).toEqual([])
    await page.context().close()
  },
)

/** Does one thing after another, by chance. */
class Reader {
  readonly sources = new Map<string, string>()
  readonly #page: Page
  readonly #deeds: Deeds
  readonly #random: () => number

  constructor(page: Page, deeds: Deeds, random: () => number) {
    this.#page = page
    this.#deeds = deeds
    this.#random = random
  }

  /** Does one thing, and tells what it was. */
  act(): Promise<string> {
    const chance = this.#random()
    const { edits, hang, plays } = this.#deeds
    if (plays && chance < 0.4) return this.#play(this.#pick(plays))
    if (chance < 0.7) return this.#drag()
    if (chance < 0.85) return this.#edit(...this.#pick(edits))
    if (hang && chance < 0.9) return this.#stop(...hang)
    return this.#reset()
  }

  /** Runs what was stopped along with another cell, and is marked as not run. */
  runAgain(): Promise<void> {
    return this.#page
      .locator('nb-cell:is([unrun], [state=stopped]) > .code > .toolbar > .run')
      .evaluateAll((all: HTMLElement[]) => all.forEach((it) => it.click()))
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)]
  }

  /** Many values of one control, one right after the other. */
  async #drag(): Promise<string> {
    const controls = await this.#page.locator('nb-input input').count()
    const index = Math.floor(this.#random() * controls)
    const places = Array.from({ length: 1 + Math.floor(20 * this.#random()) }, this.#random)
    const name = await this.#page
      .locator('nb-input input')
      .nth(index)
      .evaluate((control: HTMLInputElement, places) => {
        const [min, max] = [Number(control.min), Number(control.max)]
        for (const place of places) {
          if (control.type !== 'range') control.click()
          else {
            control.value = String(min + place * (max - min))
            control.dispatchEvent(new Event('input', { bubbles: true }))
          }
        }
        return control.closest('nb-input')?.getAttribute('name')
      }, places)
    return `drag ${name}`
  }

  async #edit(cell: string, source: string): Promise<string> {
    await runCode(this.#page, cell, source)
    this.sources.set(cell, source)
    return `edit ${cell}`
  }

  async #reset(): Promise<string> {
    const [cell] = this.#pick(this.#deeds.edits)
    // Shown only where the code is edited.
    const button = this.#page.locator(`#cell-${cell}[edited] .reset`)
    if ((await button.count()) === 0) return 'nothing'
    await button.click()
    this.sources.delete(cell)
    return `reset ${cell}`
  }

  /** A cell that does not end is stopped, and put back. */
  async #stop(cell: string, source: string): Promise<string> {
    await runCode(this.#page, cell, source)
    await this.#page.waitForSelector(`#cell-${cell}[state=running]`)
    await this.#page.locator(`#cell-${cell} .stop`).click()
    await this.#page.waitForSelector(`#cell-${cell}[state=stopped]`)
    await this.#page.locator(`#cell-${cell} .reset`).click()
    this.sources.delete(cell)
    return `stop ${cell}`
  }

  async #play(cell: string): Promise<string> {
    const playback = this.#page.locator(`nb-playback[name=${cell}]`)
    const act = this.#pick(['toggle', 'step', 'restart'])
    // A button may be of no use just now, and then does nothing.
    await playback.locator(`.${act}`).evaluate((button: HTMLElement) => button.click())
    if (act === 'toggle') await this.#pause(cell)
    return `${act} ${cell}`
  }

  /** What plays has no state to compare: once it plays, it is paused, unless it has come to its end. */
  async #pause(cell: string): Promise<void> {
    const playback = `nb-playback[name=${cell}]`
    await this.#page.waitForSelector(`${playback}:is([data-state=playing], [data-state=ended])`)
    if ((await this.#page.getAttribute(playback, 'data-state')) === 'ended') return
    await this.#page
      .locator(`${playback} .toggle`)
      .evaluate((button: HTMLElement) => button.click())
    await this.#page.waitForSelector(`${playback}:not([data-state=playing])`)
  }
}

/** The outputs in the page that are not those of a fresh run in Node, in the page's present state. */
async function compare(
  page: Page,
  chapter: Chapter,
  sources: ReadonlyMap<string, string>,
): Promise<string[]> {
  const state = await readState(page, sources)
  const results = await runAfresh(chapter, state)
  const words = stringsOf('en').live.output
  const expected = chapter.cells.flatMap(({ name, altName, tableName }) => {
    const it = results.get(name)
    if (!it || it.failure || chapter.cells.find((cell) => cell.name === name)?.throws) return []
    const alt = altName && textOf(results.get(altName))
    const table = tableName && results.get(tableName)
    return [{ name, html: renderOutputs(it.roomy, words, alt), table: table ? 1 : 0 }]
  })
  const values = chapter.values.map(({ name }) => [name, trueMinus(textOf(results.get(name)))])
  return page.evaluate(findDifferences, { expected, values: Object.fromEntries(values) })
}

const textOf = (results: CellResults | undefined): string =>
  (results?.roomy ?? []).map((it) => (it.type === 'text' ? it.text : '')).join('')

async function readState(page: Page, sources: ReadonlyMap<string, string>): Promise<State> {
  const read = await page.evaluate(() => {
    type Input = HTMLElement & { numbers: number[]; controls: HTMLInputElement[] }
    const inputs = [...document.querySelectorAll<Input>('nb-input')].map((input) => {
      const { controls, numbers } = input
      const kind = input.getAttribute('kind') ?? ''
      if (kind === 'Choice')
        return [input.getAttribute('name'), controls.find((it) => it.checked)?.value]
      if (kind === 'Toggle') return [input.getAttribute('name'), controls[0].checked]
      return [input.getAttribute('name'), kind === 'Slider' ? numbers[0] : [...numbers]]
    })
    const steps = [...document.querySelectorAll<HTMLElement>('nb-playback')].map((it) => [
      it.getAttribute('name'),
      Number(
        /\d+/.exec(it.querySelector('.steps')?.textContent?.replaceAll(',', '') ?? '')?.[0] ?? 0,
      ),
    ])
    return { inputs: Object.fromEntries(inputs), steps: Object.fromEntries(steps) }
  })
  return { ...(read as Omit<State, 'sources'>), sources: new Map(sources) }
}

function runAfresh(chapter: Chapter, state: State): Promise<Map<string, CellResults>> {
  const { program } = compileChapter(chapter, undefined, 'softmax-notebook')
  const inputs = program.inputs.map(({ name, value }) => ({
    name,
    value: state.inputs[name] ?? value,
  }))
  const cells = program.cells.map((cell) => {
    const source = state.sources.get(cell.name)
    const steps = state.steps[cell.name]
    const code =
      source === undefined
        ? cell
        : compileCell({ name: cell.name, source, kind: cell.kind, layout: cell.layout })
    return cell.play && steps !== undefined ? { ...code, play: { rest: steps } } : code
  })
  return runProgram({ ...program, inputs, cells }, { library })
}

/** Runs in the page. Both sides are parsed there, so that both are spelt in the browser's way. */
function findDifferences({
  expected,
  values,
}: {
  expected: { name: string; html: string }[]
  values: Record<string, string>
}): string[] {
  // What is sent to the page is rounded as here, what the page draws itself is not.
  const round = (value: string): string =>
    value.replace(/-?\d*\.\d{3,}(?![\d.]*e)/g, (number) =>
      String(Number(Number(number).toFixed(2))).replace(/^-0$/, '0'),
    )
  const spell = (node: Node): string => {
    if (!(node instanceof Element)) return node.nodeType === 3 ? (node.textContent ?? '') : ''
    if (node.localName === 'nb-scroll') return node.textContent ?? ''
    const attributes = [...node.attributes]
      .map(({ name, value }) => [
        name,
        name === 'style' ? (node as HTMLElement).style.cssText : value,
      ])
      // A picture is compared by its size: browsers compress each in their own way.
      .map(
        ([name, value]) => `${name}=${value.startsWith('data:image/') ? 'picture' : round(value)}`,
      )
      .sort()
    return `<${node.localName} ${attributes.join(' ')}>${[...node.childNodes].map(spell).join('')}</>`
  }
  const differences: string[] = []
  for (const { name, html } of expected) {
    // The judge of an exercise that nobody has tried says nothing yet.
    if (document.querySelector(`#cell-${name}[judge] > figure`)?.checkVisibility() === false)
      continue
    const drawn = [...document.querySelectorAll(`#cell-${name} > figure > .output > .drawn`)].find(
      (it) => it.checkVisibility(),
    )
    const template = document.createElement('template')
    template.innerHTML = html
    const wanted = [...template.content.childNodes].map(spell).join('')
    const found = [...(drawn?.childNodes ?? [])].map(spell).join('')
    if (found !== wanted)
      differences.push(`${name}: ${found.slice(0, 300)} ≠ ${wanted.slice(0, 300)}`)
  }
  for (const value of document.querySelectorAll('nb-value')) {
    const wanted = values[value.getAttribute('name') ?? '']
    if (value.textContent !== wanted) differences.push(`${value.textContent} ≠ ${wanted}`)
  }
  return differences
}
