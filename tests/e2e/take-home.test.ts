import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renderToString } from 'katex'
import type { Download, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { pathToFileURL } from 'node:url'
import { openPage } from './browser.ts'
import { readMarkdown } from '../../packages/notebook/test/read-markdown.ts'
import { runCode, seeItLives, seeText, setRange, useFixture } from './fixture.ts'
import { findFormatMistakes, type Notebook } from './notebook-format.ts'
import { addCell, choose } from './own-cell.ts'

const book = useFixture()

async function saved(page: Page, press: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  return download
}

describe('a page that is taken home', () => {
  test('is one script that Node runs in an empty folder, with my changes and figures', async () => {
    const { page, errors } = await book.open()
    await runCode(page, 'sum', 'const mine: number = z.length * 111\nmine')
    await seeText(page, '#cell-sum .drawn', '333')
    await setRange(page, 'input-T', '5')
    await seeText(page, 'nb-value', '0.400')
    await addCell(page, 'sum', 'mine', "slider('a', { min: 0, max: 10, step: 1 })")
    await page.locator('#cell-mine input[type=range]').fill('7')
    await seeText(page, '#cell-mine .drawn', 'a = 7')
    await page.locator('[data-changes-button]').click()
    const download = await saved(page, () =>
      page.getByRole('button', { name: 'A script for Node' }).click(),
    )
    expect(download.suggestedFilename()).toBe('fixture.ts')
    const folder = mkdtempSync(join(tmpdir(), 'home-'))
    await copyFile(await download.path(), join(folder, 'page.ts'))
    const printed = execFileSync(process.execPath, ['page.ts'], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: '' },
    })
    expect(printed).toContain('sum: 333\n')
    expect(printed).toContain('p: p = [0.39959')
    expect(printed).toContain('mine: a = 7\n')
    expect(printed).toContain('wrong: TypeError')
    expect(printed).toContain('bars: bars.svg')
    const svg = readFileSync(join(folder, 'bars.svg'), 'utf8')
    const { page: viewer } = await openPage(
      book.browser,
      `data:image/svg+xml,${encodeURIComponent(svg)}`,
    )
    expect(await viewer.locator('rect').count()).toBeGreaterThanOrEqual(3)
    expect(svg).not.toContain('light-dark(')
    expect(errors).toEqual([])
    await viewer.context().close()
    await page.context().close()
  })
})

/** Presses a button of the dialog on changes, and keeps the file that comes in a folder of its own. */
async function takeHome(page: Page, button: string): Promise<string> {
  await page.locator('[data-changes-button]').click()
  const download = await saved(page, () => page.getByRole('button', { name: button }).click())
  const file = join(mkdtempSync(join(tmpdir(), 'home-')), download.suggestedFilename())
  await copyFile(await download.path(), file)
  return file
}

function runHere(folder: string, program: string, args: string[]): string {
  return execFileSync(program, args, { cwd: folder, encoding: 'utf8' })
}

/** The TeX of the formulas in a page's own text and captions; of a derivation first its lines, and then what is said of them. */
function readFormulas(page: Page): Promise<string[]> {
  return page.locator('article .katex').evaluateAll((all) => {
    const own = all.filter(
      (it) => !it.closest('.output, .eq-preview, .how-checked, .editor, nb-data-table'),
    )
    const derivationOf = (it: Element): Element => it.closest('nb-derivation') ?? it
    return [...new Set(own.map(derivationOf))]
      .flatMap((whole) => {
        const parts = own.filter((it) => derivationOf(it) === whole)
        const isReason = (it: Element): boolean => it.closest('.reason') !== null
        return [...parts.filter((it) => !isReason(it)), ...parts.filter(isReason)]
      })
      .map((it) => it.getAttribute('data-tex') ?? '')
  })
}

describe('a page that is taken home as a notebook', () => {
  let notebook: Notebook
  /** The TeX of the formulas that stand in the page's own text, its captions included. */
  let formulas: string[]
  beforeAll(async () => {
    const { page, errors } = await book.open()
    await runCode(page, 'sum', 'const mine: number = z.length * 111\nmine')
    await seeText(page, '#cell-sum .drawn', '333')
    await setRange(page, 'input-T', '5')
    await seeText(page, 'nb-value', '0.400')
    formulas = await readFormulas(page)
    const file = await takeHome(page, 'A Jupyter notebook')
    expect(file).toMatch(/fixture\.ipynb$/)
    notebook = JSON.parse(readFileSync(file, 'utf8')) as Notebook
    expect(errors).toEqual([])
    await page.context().close()
  })
  const sourceOf = (id: string): string =>
    notebook.cells.find((it) => it.id === id)?.source.join('') ?? ''
  const shownBy = (id: string): Record<string, string[]>[] =>
    notebook.cells.find((it) => it.id === id)?.outputs?.map((it) => it.data ?? {}) ?? []
  test('is valid by version 4.5 of the format', () => {
    expect(findFormatMistakes(notebook)).toEqual([])
  })
  test('has my code and inputs, and what was shown', () => {
    expect(sourceOf('cell-sum')).toBe('const mine: number = z.length * 111\nmine')
    expect(sourceOf('inputs')).toContain('const T = 5\n')
    expect(shownBy('cell-sum')[0]['text/plain']).toEqual(['333'])
    expect(shownBy('cell-rows')[0]['text/html'].join('')).toContain('<table>')
    const svg = shownBy('cell-named')[0]['image/svg+xml'].join('')
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
    expect(svg).not.toContain('var(')
  })
  const prose = (): string =>
    notebook.cells
      .filter((it) => it.cell_type === 'markdown')
      .map((it) => it.source.join(''))
      .join('\n\n')
  test('has the prose of the page between its cells, values and links as they stand', () => {
    const ids = notebook.cells.map(({ id }) => id)
    const where = (text: string): number =>
      notebook.cells.findIndex((it) => it.source.join('').includes(text))
    const order = [
      'The first is 0.400, the kind soft, the switch off.',
      '## Numbers',
      'const p: number[]',
      '## Figures',
      'Plot.barY(p',
      'At $T$ = 5.0',
      '### A half',
      'const half',
      '**Beside the point**\n\nA matter for few.',
      '\\tag{1}',
    ]
    expect(order.filter((it) => where(it) < 0)).toEqual([])
    expect(order.map(where)).toEqual(order.map(where).sort((a, b) => a - b))
    expect(new Set(ids).size).toBe(ids.length)
    expect(prose()).not.toMatch(/<\/?(?:div|span|p|nb-|math)/)
    const { links, kinds } = readMarkdown(prose())
    expect(links.filter((it) => !/^https?:\/\//.test(it))).toEqual([])
    expect(kinds).not.toContain('html')
  })
  test('has each formula of the page once, in its order, as TeX', () => {
    const read = readMarkdown(prose()).formulas
    // What numbers it, and sets the lines of a derivation below each other, is the notebook's.
    const plain = (tex: string): string =>
      tex.replace(/\\tag\{\w+\}|\\(?:begin|end)\{aligned\}|\\\\\n|&|\s/g, '')
    const inPage = formulas.map(plain)
    expect(read.map(plain).join('')).toBe(inPage.join(''))
    expect(formulas).not.toEqual([])
    for (const tex of read) renderToString(tex, { throwOnError: true, displayMode: true })
  })
  test('runs from top to bottom, and shows what the page shows', () => {
    const folder = mkdtempSync(join(tmpdir(), 'notebook-'))
    const code = notebook.cells.filter((it) => it.cell_type === 'code')
    const failing = (it: (typeof code)[number]): boolean =>
      JSON.stringify(it.metadata).includes('raises-exception')
    expect(code.filter(failing).map(({ id }) => id)).toEqual(['cell-wrong'])
    // A kernel runs cell by cell in one scope, as Node does a module whose parts they are.
    const script = [
      ...code.filter((it) => !failing(it)).map(({ source }) => source.join('')),
      `const shown = bars_of(startCell)
function bars_of(start: any): any { start('bars', 'column'); return Plot.plot({ width, marks: [Plot.barY(p)] }) }
console.log(JSON.stringify({ p, mine, chance: (startCell('chance', 'column'), [random(), Math.random()]) }))
console.log(Object.keys(shown[Symbol.for('Jupyter.display')]()).join())`,
    ].join('\n;\n')
    writeFileSync(join(folder, 'cells.ts'), script)
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    const printed = runHere(folder, process.execPath, ['cells.ts'])
    const [values, formats] = printed.trim().split('\n').slice(-2)
    const { p, mine, chance } = JSON.parse(values) as Record<string, number[]>
    expect(p[0].toFixed(3)).toBe('0.400')
    expect(mine).toBe(333)
    expect(shownBy('cell-chance')[0]['text/plain'].join('')).toContain(
      String(chance[0]).slice(0, 6),
    )
    expect(formats).toBe('image/svg+xml')
    // The runtime that the notebook names, where this machine has it.
    const { status } = spawnSync('deno', ['--version'])
    if (status === 0)
      expect(
        runHere(folder, 'deno', ['run', '--no-check', 'cells.ts']).trim().split('\n').slice(-2),
      ).toEqual([values, formats])
  })
})

describe('a page that is taken home as a page', () => {
  test('works from the disk, live, with my changes and without a network', async () => {
    const { page } = await book.open()
    await runCode(page, 'sum', 'z.length * 111')
    await seeText(page, '#cell-sum .drawn', '333')
    const file = await takeHome(page, 'A page to keep')
    await page.context().close()
    const home = await openPage(book.browser, pathToFileURL(file).href, { offline: true })
    await home.page.getByRole('button', { name: 'Run them' }).click()
    await seeText(home.page, '#cell-sum .drawn', '333')
    await seeItLives(home.page)
    await runCode(home.page, 'rows', 'd3.sum(z) + 1000')
    await seeText(home.page, '#cell-rows .drawn', '1003.1')
    const fonts = await home.page.evaluate(async () => {
      await document.fonts.load('16px KaTeX_Math')
      return [...document.fonts].filter((it) => it.status === 'error').length
    })
    expect(fonts).toBe(0)
    expect(home.requests.filter((it) => !/^(data|blob|about):/.test(it))).toEqual([
      pathToFileURL(file).href,
    ])
    expect(home.errors).toEqual([])
    await home.page.context().close()
  })
})

describe('what is hard to write into a file is taken home', () => {
  const hard = `'</script><!-- */ \` \${1} $& \u2028 \ufeff \u{1f469}\u200d\u{1f467}'`
  let folder: string
  beforeAll(async () => {
    const { page } = await book.open()
    await addCell(page, 'sum', 'mine', "data('rows')")
    await seeText(page, '#cell-mine', 'No data yet')
    await page.locator('#cell-mine .drop-zone').evaluate((zone) => {
      const clipboardData = new DataTransfer()
      const rows = Array.from({ length: 10_000 }, (_, i) => `${i},"</script> ""\u2028"`)
      clipboardData.setData('text/plain', ['number,text', ...rows].join('\n'))
      zone.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    })
    await seeText(page, '#cell-mine [role=status]', '10,000 rows')
    await addCell(page, 'mine', 'mine-2', 'rows[9999].number + rows[0].text.length')
    await seeText(page, '#cell-mine-2 .drawn', '10011')
    await addCell(page, 'mine-2', 'mine-3', `${hard} // 概率 */`)
    await seeText(page, '#cell-mine-3 .drawn', '</script>')
    await addCell(page, 'mine-3', 'mine-4', "'\\ud800'")
    // On the next visit nothing has run yet.
    await page.reload()
    await page.locator('#cell-mine-4').waitFor()
    await runCode(page, 'mine-4', "'x\\ud800'")
    await seeText(page, '#cell-mine-4 .drawn', 'x')
    await page.evaluate(() => (document.title = 'A title \u2028 </script> */'))
    folder = mkdtempSync(join(tmpdir(), 'home-'))
    await page.locator('[data-changes-button]').click()
    for (const [button, name] of [
      ['A script for Node', 'page.ts'],
      ['A Jupyter notebook', 'page.ipynb'],
      ['A page to keep', 'page.html'],
    ]) {
      const download = await saved(page, () => page.getByRole('button', { name: button }).click())
      await copyFile(await download.path(), join(folder, name))
    }
    await page.context().close()
  })
  test('as a script, with the data of the reader though its cell has not run', () => {
    const printed = runHere(folder, process.execPath, ['page.ts'])
    expect(printed).toContain('mine-2: 10011\n')
    expect(printed).toContain('mine-3: </script><!-- */ ` ${1} $& \u2028 \ufeff')
  })
  test('as a notebook whose texts every program can write, without outputs of code that has not run', () => {
    const notebook = JSON.parse(readFileSync(join(folder, 'page.ipynb'), 'utf8')) as Notebook
    expect(findFormatMistakes(notebook)).toEqual([])
    const cell = (id: string) => notebook.cells.find((it) => it.id === id)
    const [shown] = cell('cell-mine-4')?.outputs ?? []
    expect(shown.data?.['text/plain']).toEqual(['x\ufffd'])
    expect(cell('cell-mine-2')?.outputs).toEqual([])
    expect(cell('cell-mine-4')?.outputs).toHaveLength(1)
    expect(cell('cell-mine')?.source.join('')).toContain('9999')
  })
  test('as a page, with the data of the reader', async () => {
    const file = pathToFileURL(join(folder, 'page.html')).href
    const { page, errors } = await openPage(book.browser, file, { offline: true })
    await page.getByRole('button', { name: 'Run them' }).click()
    await seeText(page, '#cell-mine-2 .drawn', '10011')
    await seeText(page, '#cell-mine-3 .drawn', '</script><!-- */')
    expect(errors).toEqual([])
    await page.context().close()
  })
})

describe('a figure that is taken home', () => {
  test('is an SVG file that looks the same by itself', async () => {
    const { page, errors } = await book.open()
    const download = await saved(page, () => choose(page, 'named', 'Save the figure as SVG'))
    expect(download.suggestedFilename()).toBe('named.svg')
    const svg = readFileSync(await download.path(), 'utf8')
    expect(svg).not.toContain('var(')
    const look = (it: Element): string[] =>
      [...it.querySelectorAll('rect, circle')].map((mark) => {
        const { fill, stroke } = getComputedStyle(mark)
        return `${mark.tagName} ${fill} ${stroke}`
      })
    const inPage = await page.locator('#cell-named .drawn svg').first().evaluate(look)
    const { page: viewer } = await openPage(
      book.browser,
      `data:image/svg+xml,${encodeURIComponent(svg)}`,
    )
    expect(await viewer.locator('svg').evaluate(look)).toEqual(inPage)
    expect(errors).toEqual([])
    await viewer.context().close()
    await page.context().close()
  })
  test('is well-formed XML, whatever its letters are', async () => {
    const { page } = await book.open()
    await runCode(
      page,
      'sum',
      `const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
const text = document.createElementNS('http://www.w3.org/2000/svg', 'text')
text.textContent = 'a\\x07b\\ud800c\\uffff'
svg.append(text)
svg`,
    )
    await page.locator('#cell-sum .drawn svg').waitFor()
    const download = await saved(page, () => choose(page, 'sum', 'Save the figure as SVG'))
    const svg = readFileSync(await download.path(), 'utf8')
    const faults = await page.evaluate(
      (svg) =>
        new DOMParser().parseFromString(svg, 'image/svg+xml').querySelectorAll('parsererror')
          .length,
      svg,
    )
    expect(faults).toBe(0)
    expect(svg).toContain('>a')
    await page.context().close()
  })
  test('is a PNG file of twice the size', async () => {
    const { page, errors } = await book.open()
    const size = await page
      .locator('#cell-named .drawn svg')
      .first()
      .evaluate((it) => it.getBoundingClientRect().width)
    const download = await saved(page, () => choose(page, 'named', 'Save the figure as PNG'))
    const png = readFileSync(await download.path())
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.readUInt32BE(16)).toBe(Math.ceil(size * 2))
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('is a CSV file of its numbers, in full and with the rows that are not shown', async () => {
    const { page } = await book.open()
    const save = async (cell: string): Promise<string[]> => {
      const download = await saved(page, () => choose(page, cell, 'Save the numbers as CSV'))
      return readFileSync(await download.path(), 'utf8').split('\r\n')
    }
    expect((await save('rows')).slice(0, 2)).toEqual(['i,score,exponential', '0,2,true'])
    await runCode(page, 'sum', 'Array.from({ length: 250 }, (_, i) => ({ i, third: i / 3 }))')
    await seeText(page, '#cell-sum .drawn', '200 more')
    const lines = await save('sum')
    expect(lines.length).toBe(251)
    expect(lines.at(-1)).toBe(`249,${249 / 3}`)
    await page.context().close()
  })
})
