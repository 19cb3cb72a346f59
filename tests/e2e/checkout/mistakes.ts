import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, patience } from '../browser.ts'
import { makeBook, serveInDevelopment, type DevServer } from '../dev-server.ts'

/** A book of one chapter, written while `astro dev` serves it. */
const book = '.cache/dev-book'
const chapter = join(book, 'en/01-slip.mdx')
const two = join(book, 'en/03-two.mdx')

const right = String.raw`\sum_{k=1}^{C} y_k \sigma_i - y_i`
const wrong = String.raw`\sum_{k=1}^{C} y_k \sigma_i + y_i`
const write = (line: string): void =>
  writeFileSync(
    chapter,
    String.raw`---
title: A slip
description: A derivation with one line that may be wrong.
---

<Model name="ce" sizes={{ C: [2, 6] }} index={{ C: "i j k" }} free={{ z: "vector", y: "onehot" }}>

$$ name=loss
\sigma_i = \frac{e^{z_i}}{\sum_{j=1}^{C} e^{z_j}}, \qquad L = -\sum_{k=1}^{C} y_k \log \sigma_k
$$

</Model>

<Derivation name="gradient" model="ce" each="i">
$$
\begin{aligned}
\frac{\partial L}{\partial z_i}
&= \sum_{k=1}^{C} y_k (\sigma_i - \delta_{ki}) \\
&= ${line}
\end{aligned}
$$
</Derivation>
`,
  )
const wrongLine = 19

describe('a book that is written while `astro dev` serves it', () => {
  let server: DevServer | undefined
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    makeBook(book)
    write(wrong)
    writeFileSync(
      join(book, 'en/02-alone.mdx'),
      `---
title: Alone
description: A cell with an input, and another input.
---

<Slider name="T" min={1} max={9} step={1} value={2}>factor</Slider>
<Slider name="other" min={1} max={9} step={1} value={2}>other</Slider>

\`\`\`ts cell name=twice
T * 2
\`\`\`

The other is \`{ts} other\`.
`,
    )
    writeFileSync(
      two,
      `---
title: Two
description: A page with mistakes.
---

It is **bold.

####### Deep

See [words] (there) & **this**.
`,
    )
    writeFileSync(
      join(book, 'en/04-endless.mdx'),
      `---
title: Endless
description: A cell that does not end.
---

\`\`\`ts cell name=loop
while (true);
\`\`\`
`,
    )
    writeFileSync(
      join(book, 'en/05-lost.mdx'),
      '---\ntitle: Lost\ndescription: A page with another mistake.\n---\n\n[A link](../nowhere/) to no page.\n',
    )
    server = await serveInDevelopment(book)
    browser = await launchBrowser()
    page = await browser.newPage()
    page.setDefaultTimeout(patience)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.end()
  })

  describe('a wrong line of a derivation in `astro dev`', () => {
    test('the overlay shows the place of a wrong line, both values and the sample', async () => {
      expect(readFileSync(chapter, 'utf8').split('\n')[wrongLine - 1]).toBe(`&= ${wrong}`)
      await page.goto(`${server?.address}slip/`)
      const overlay = await readOverlay(page)
      expect(overlay).toContain('derivation `gradient`: line 2 does not follow from line 1')
      expect(overlay).toMatch(/-?[\d.]+ ≠ -?[\d.]+, off by [\d.]+/)
      expect(overlay).toMatch(/at C = \d, i = \d, z = \[/)
      expect(overlay).toContain(`.cache/dev-book/en/01-slip.mdx:${wrongLine}:`)
      expect(overlay).toContain(`| &= ${wrong}`)
    })
    test('the overlay disappears once the line is corrected', async () => {
      write(right)
      await page.waitForSelector('#eq-gradient-2 .mark', { state: 'attached' })
      expect(await page.locator('vite-error-overlay').count()).toBe(0)
    })
  })

  test('the overlay tells all mistakes of a page at once, each with its place and no sign lost', async () => {
    const other = await browser.newPage()
    other.setDefaultTimeout(patience)
    await other.goto(`${server?.address}two/`)
    const overlay = await readOverlay(other, '#message-content')
    await other.close()
    expect(overlay).toContain(`${two}:6:7: unclosed: **; close it`)
    expect(overlay).toContain(`${two}:8:1: no heading`)
    expect(overlay).toContain(
      `${two}:10:5: no link: [words] (there); write [words](address) with nothing between ] and (`,
    )
  })
  test('the overlay is shown also where the page connects too late to be told', async () => {
    const late = await browser.newPage()
    await late.routeWebSocket(/./, () => {})
    await late.goto(`${server?.address}two/`)
    expect(await readOverlay(late, '#message-content')).toContain('unclosed: **')
    await late.close()
  })
  test('pages that fail at once show each its own mistakes, and a page beside them none', async () => {
    const [beside, ...failing] = await Promise.all([0, 1, 2].map(() => browser.newPage()))
    for (const it of [beside, ...failing]) it.setDefaultTimeout(patience)
    await beside.goto(`${server?.address}alone/`)
    const [ofTwo, ofOther] = await Promise.all(
      ['two/', 'lost/'].map(async (path, n) => {
        await failing[n].goto(`${server?.address}${path}`)
        return readOverlay(failing[n], '#message-content')
      }),
    )
    expect(ofTwo).toContain('03-two.mdx:6:7')
    expect(ofOther).toContain('05-lost.mdx:6:1')
    expect(await beside.locator('vite-error-overlay').count()).toBe(0)
    for (const it of [beside, ...failing]) await it.close()
  })
  test('the overlay names a cell without an end, before Vite gives up the whole page', async () => {
    const other = await browser.newPage()
    other.setDefaultTimeout(patience)
    await other.goto(`${server?.address}endless/`)
    const overlay = await readOverlay(other, '#message-content')
    await other.close()
    expect(overlay).toMatch(/04-endless\.mdx:7:1: cell .*loop.*: does not end/)
  })

  describe('a cell alone in `astro dev`', () => {
    test('has the address that it has in the built site, with its inputs, and works there', async () => {
      const alone = await browser.newPage()
      const response = await alone.goto(`${server?.address}embed/alone/twice/`)
      expect(response?.status()).toBe(200)
      expect(
        await alone.locator('nb-input').evaluateAll((all) => all.map((it) => it.id)),
      ).toHaveLength(1)
      expect(await alone.locator('.embed-source').textContent()).toContain('Alone')
      await alone.locator('#input-T').fill('5')
      await alone.locator('#cell-twice .drawn').getByText('10').waitFor()
      await alone.close()
    })
    test('has its answer for oEmbed, and none where there is no such cell', async () => {
      const oembed = await fetch(`${server?.address}embed/alone/twice/oembed.json`)
      expect(await oembed.json()).toMatchObject({ version: '1.0', title: 'Alone: twice' })
      for (const path of ['embed/alone/none/', 'embed/none/twice/', 'embed/', 'embed/%E0%A4%A/x/'])
        expect((await fetch(`${server?.address}${path}`)).ok).toBe(false)
    })
  })
})

/** What a part of the overlay says, or all of it: it stands in a shadow root. */
async function readOverlay(page: Page, part = ':host'): Promise<string> {
  await page.locator('vite-error-overlay').waitFor({ state: 'attached' })
  return page
    .locator('vite-error-overlay')
    .evaluate(
      (it, part) =>
        (part === ':host' ? it.shadowRoot : it.shadowRoot?.querySelector(part))?.textContent ?? '',
      part,
    )
}
