import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { replaceCode } from './browser.ts'
import { runCode, seeItLives, seeText, useFixture } from './fixture.ts'

const { open } = useFixture()
let page: Page
let runs = 0

beforeAll(async () => {
  ;({ page } = await open())
})

/** What a cell shows, once all of it is there. */
async function show(code: string): Promise<{ html: string; text: string }> {
  const mark = `done ${++runs}`
  await runCode(page, 'sum', `${code}\n'${mark}'`)
  await seeText(page, '#cell-sum .drawn', mark)
  const drawn = page.locator('#cell-sum .drawn')
  return { html: await drawn.innerHTML(), text: (await drawn.textContent()) ?? '' }
}

/** Code of a cell that shows markup, which it builds by `build`. */
const markup = (build: string): string =>
  `display({ nodeType: 1, localName: 'div', outerHTML: '<div>' + (() => {\n${build}\nreturn d\n})() + '</div>' })`
const repeat = (what: string, count: number): string =>
  `let d = ${JSON.stringify(what)}.repeat(${count})`

describe('what is costly is refused before it is laid out, with a word about it', () => {
  test.each([
    ['elements 490 deep', repeat(`${'<b>'.repeat(490)}x${'</b>'.repeat(490)}`, 40), 'deep'],
    ['tables within tables', repeat('<table><tr><td>', 20), 'tables'],
    [
      'flexible boxes within one another',
      repeat('<div style="display: flex">', 30),
      'flexible boxes',
    ],
    [
      'elements with many attributes',
      `let d = ('<p ' + Array.from({ length: 199 }, (_, i) => 'a' + i).join(' ') + '>x</p>').repeat(1000)`,
      'attributes',
    ],
    ['paragraphs', repeat('<p>x</p>', 19_990), 'too long to draw'],
    ['text', repeat('lorem ipsum ', 20_000), 'characters of text'],
    [
      'layers with shadows',
      repeat('<i style="box-shadow: 0 0 9px red">x</i>', 5000),
      'too long to draw',
    ],
    [
      'drawings through masks',
      `let d = '<svg><mask id="sum-m"><rect width="9" height="9"/></mask>' + '<rect mask="url(#sum-m)" width="9" height="9"/>'.repeat(5000) + '</svg>'`,
      'too long to draw',
    ],
    [
      'markers on a long line',
      `let d = '<svg><marker id="sum-m">' + '<circle r="1"/>'.repeat(100) + '</marker><path marker-mid="url(#sum-m)" d="M0 0' + 'L1 1L2 2'.repeat(5000) + '"/></svg>'`,
      'too long to draw',
    ],
    [
      'chains of filters',
      `let d = '<svg><filter id="sum-f">' + '<feGaussianBlur stdDeviation="50"/>'.repeat(100) + '</filter>' + '<rect filter="url(#sum-f)" width="900" height="900"/>'.repeat(9) + '</svg>'`,
      'too long to draw',
    ],
    [
      'accents upon one letter',
      `let d = '<p>a' + '\\u0301'.repeat(100000) + '</p>'`,
      'too long to draw',
    ],
    ['words from both sides', repeat('<p>\u05d0a</p>', 4000), 'too long to draw'],
    [
      'cells that span a table',
      `let d = '<table><tr>' + '<td colspan="50" rowspan="50">x</td>'.repeat(50) + '</tr></table>'`,
      'too long to draw',
    ],
    [
      'a line of a million dashes',
      `let d = '<svg><line x2="9000000" stroke="red" stroke-dasharray="1"/></svg>'`,
      'too long to draw',
    ],
  ])('%s', async (_, build, reason) => {
    const { text } = await show(markup(build))
    expect(text).toContain('too much to show')
    expect(text).toContain(reason)
  })
  test('an image of a billion pixels', async () => {
    const code = `const bytes = [0x89, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 127, 255, 0, 0, 127, 255]
      let d = '<img src="data:image/png;base64,' + btoa(String.fromCharCode(...bytes)) + '">'`
    expect((await show(markup(code))).text).toContain('pixels')
  })
  test('what all cells show together', async () => {
    const { page } = await open()
    const code = markup(repeat('<i>x</i>', 4500))
    for (const cell of ['sum', 'rows', 'p', 'counter']) {
      const defined = cell === 'p' || cell === 'counter' ? `const ${cell} = [1, 2, 3]\n` : ''
      await runCode(page, cell, `${defined}${code}\n'done'`)
      await seeText(page, `#cell-${cell} .drawn`, 'done')
    }
    await seeText(page, '#cell-counter .drawn', 'with what other cells show')
    await page.context().close()
  })
})

describe('what multiplies, moves or speaks by itself is taken out, and the rest stays', () => {
  test.each([
    [
      'references within what is drawn by reference',
      `let d = '<svg>'
for (let k = 0; k < 9; k++) d += '<mask id="sum-' + k + '">' + ('<rect mask="url(#sum-' + (k + 1) + ')"/>').repeat(8) + '</mask>'
for (let k = 0; k < 9; k++) d += '<clipPath id="sum-c' + k + '"><rect clip-path="url(#sum-c' + (k + 1) + ')"/></clipPath>'
for (let k = 0; k < 9; k++) d += '<pattern id="sum-p' + k + '"><rect fill="url(#sum-p' + (k + 1) + ')"/></pattern>'
d += '<rect mask="url(#sum-0)"/></svg>'`,
      /<(?:mask|clipPath|pattern)[^>]*>(?:(?!<\/(?:mask|clipPath|pattern)>).)*url\(/,
      /<rect mask="url\(/,
    ],
    [
      'references within what is drawn by reference, though a gradient has the same id',
      `let d = '<svg>'
for (let k = 0; k < 9; k++) d += '<mask id="sum-' + k + '">' + ('<rect mask="url(#sum-' + (k + 1) + ')"/>').repeat(8) + '</mask>'
for (let k = 0; k < 9; k++) d += '<linearGradient id="sum-' + k + '"></linearGradient>'
d += '<linearGradient id="sum-g"></linearGradient><mask id="sum-m"><rect fill="url(#sum-g)"/></mask></svg>'`,
      /<mask[^>]*><rect mask=|<linearGradient id="sum-d0-[1-9]"/,
      /<rect fill="url\(#sum-d0-10\)"/,
    ],
    [
      'references by way of variables',
      `let d = '<svg style="--m: url(#sum-m)"><mask id="sum-m"><rect mask="var(--m)" fill="var(--ink)"/></mask><path marker-mid="var(--m)"/></svg>'`,
      /url\(|="var\(--m/,
      /fill="var\(--ink\)"/,
    ],
    [
      'pictures that are documents',
      `let d = '<img alt="x" src="data:image/svg+xml,' + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>') + '">'`,
      /src=/,
      /<img alt="x">/,
    ],
    [
      'animation',
      `let d = '<svg><rect width="9"><animateTransform attributeName="transform" repeatCount="indefinite"/><set/></rect></svg><marquee>x</marquee><p style="animation: x 1s; transition: all 1s; will-change: transform; color: red">x</p>'`,
      /animate|<set|marquee|animation|transition|will-change/i,
      /<p style="color: red">/,
    ],
    [
      'live regions and claims about other elements',
      `let d = '<p role="alert" aria-live="assertive" aria-owns="text" aria-controls="text" tabindex="1" id="sum-1">x</p><output>y</output><g></g><p role="img" aria-label="named" tabindex="0">z</p>'`,
      /alert|aria-live|aria-owns|aria-controls|tabindex="1"|<output/,
      /role="img" aria-label="named" tabindex="0"|tabindex="0" aria-label="named" role="img"/,
    ],
    [
      'addresses in styles, and layers beyond number',
      `let d = '<p style="background: image(\\'http://x\\'), src(\\'http://x\\'); cursor: -webkit-cross-fade(\\'http://x\\', red); position: fixed; filter: blur(9px); --a: var(--b); margin: 1px">x</p>'`,
      /http|fixed|blur|var\(/,
      /style="margin: 1px"/,
    ],
    [
      'players and controls, and not what is beside them',
      `let d = '<p title="<video>">a<video controls><b>in it</b></video><input value="1"><b>c</b><button>d</button></p><details open><summary>s</summary>t</details><base href="http://x">e'`,
      /<(?:video|input|button|base|wbr|costly)|in it/,
      /<p title="(?:<|&lt;)video(?:>|&gt;)">a<b>c<\/b>d<\/p><details open=""><summary>s<\/summary>t<\/details>e/,
    ],
    [
      'what stands among plain shapes',
      `let d = '<svg><g class="x"><circle cx="1" cy="2" r="3"/> <rect width="4" fill="url(http://x)"/><text x="1">one<tspan dx="2">two</tspan></text><path d="M0 0" onclick="x"/><g><script>1</script></g><rect style="position: fixed"/><rect height="99vh"/><line x2="3" stroke="var(--ink)"/></g></svg>'`,
      /http|onclick|script|fixed|vh/,
      /<circle cx="1" cy="2" r="3"><\/circle> <rect width="4"><\/rect><text x="1">one<tspan dx="2">two<\/tspan><\/text><path d="M0 0"><\/path><g><\/g><rect><\/rect><rect><\/rect><line x2="3" stroke="var\(--ink\)">/,
    ],
    [
      'cells of a table that span it a thousandfold',
      `let d = '<table><tr><td colspan="1000" rowspan="9999">x</td><td colspan="2">y</td></tr></table>'`,
      /1000|9999/,
      /colspan="2"/,
    ],
  ])('%s', async (_, build, taken, left) => {
    const { html } = await show(markup(build))
    expect(html).not.toMatch(taken)
    expect(html).toMatch(left)
  })
  test('lists of names that a pointer compares are cut, and a long one costs what its length is', async () => {
    await show(
      `const names = (p) => Array.from({ length: 150 }, (_, i) => p + i).join(' ')
${markup(`let d = '<p data-symbol="' + names('a') + '">hover me</p><p data-symbol="' + names('a').repeat(9) + '">x</p>'`)}`,
    )
    await page.locator('#cell-sum p[data-symbol]').first().hover()
    expect(await page.locator('#cell-sum p[data-symbol]').count()).toBe(1)
    await page.waitForSelector('#cell-sum p[named]')
  })
})

test('tags that never end are read once', async () => {
  const { text } = await show(
    markup(`let d = '<a'.repeat(15_000) + 'a'.repeat(1_000_000) + '>x</a><p>y</p>'`),
  )
  expect(text).toContain('y')
})

test('a figure of ten thousand points is shown', async () => {
  const points = 'Array.from({ length: 10_000 }, (_, i) => [i % 173, i % 331])'
  await show(`display(Plot.dot(${points}).plot())`)
  expect(await page.locator('#cell-sum .drawn circle').count()).toBe(10_000)
})

test('many tables are laid out as they come into view', async () => {
  await show(
    `for (let k = 0; k < 7; k++) display(Array.from({ length: 50 }, (_, i) => Object.fromEntries(Array.from({ length: 50 }, (_, j) => ['c' + j, i * j]))))`,
  )
  expect(await page.locator('#cell-sum .drawn table').count()).toBe(7)
  const styles = await page
    .locator('#cell-sum .drawn > *')
    .evaluateAll((all) => all.map((it) => getComputedStyle(it).contentVisibility))
  expect(new Set(styles)).toEqual(new Set(['auto']))
  await seeItLives(page)
})

test('code that was edited and not run is marked, until it is run or as it was', async () => {
  const mark = page.locator('#cell-sum > .code > .toolbar')
  const said = (): Promise<string> => mark.evaluate((it) => getComputedStyle(it, '::after').content)
  await runCode(page, 'sum', '1 + 2')
  await seeText(page, '#cell-sum .drawn', '3')
  expect(await said()).toBe('none')
  await replaceCode(page.locator('#cell-sum .cm-content'), '1 + 3')
  expect(await said()).toContain('not run')
  await page.locator('#cell-sum .cm-content').press('Control+Enter')
  await seeText(page, '#cell-sum .drawn', '4')
  expect(await said()).toBe('none')
})

/** What is left of markup within the element that a cell shows. */
async function seeLeft(html: string): Promise<string> {
  await show(markup(`let d = ${html}`))
  return page.locator('#cell-sum .drawn > .html > div').innerHTML()
}

test('of much markup, which is cleaned in pieces, as much is left as of its parts', async () => {
  const part = JSON.stringify(
    [
      '<p onclick="x()" title="a <b> in words">x <b>bold <i style="color: red; position: fixed">both</i></b></p>',
      '<form action="/x"><p>kept<input name="x"></p></form><object><p>kept</p></object><video><p>gone</p></video>',
      '<nb-cell name="p"><script>x()</script><p>kept</p></nb-cell><!-- <b> --><template><p>gone</p></template>',
      '<svg><g><circle r="9" cx="9"></circle><rect width="9" height="9" onclick="x()"></rect></g><foreignObject><p>x</p></foreignObject></svg>',
      '<svg><use href="#x"></use><a href="javascript:x()"><text>x</text></a><style>x</style></svg>',
      '<math><mtext><p>x</p><script>x()</script></mtext></math><details open=""><summary>x</summary>y</details>',
    ].join(''),
  )
  const alone = await seeLeft(part)
  expect(alone).toContain('kept')
  expect(await seeLeft(`${part}.repeat(60)`)).toBe(alone.repeat(60))
  const within = ['<blockquote class="k">', '<form>', '<marquee>', '<nb-x>', '<div onclick="x()">']
  const ends = '</div></nb-x></marquee></form></blockquote>'
  expect(await seeLeft(`'${within.join('')}' + ${part}.repeat(60) + '${ends}'`)).toBe(
    `<blockquote class="k"><div>${alone.repeat(60)}</div></blockquote>`,
  )
})
