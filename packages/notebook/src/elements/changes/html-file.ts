import partUrls from 'virtual:notebook-parts'
import { loadText } from './load-text.ts'
import { bookBase } from '../book-base.ts'

/** What the build says of a page (`_notebook/pages.json`): every file that it needs, by its address below the book's. */
interface SiteFiles {
  files: string[]
  pages: Record<string, number[]>
}

/** What a page from disk may load: only what stands in it, and nothing at all from the network. */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    // Its scripts are `data:` addresses in an import map. The frame of the cells is part of the file, so it takes this policy
    // over, besides its own: hence `blob:` for the worker, and the right to make functions of texts.
    `script-src 'nonce-${nonce}' data: blob: 'unsafe-eval'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

/**
 * The page as it was published, as one file with all that it needs to be read, run and edited, and the reader's changes as the
 * fragment of a link, with the data that the reader has given. Its scripts keep their modules: an import map gives each a name and an address that holds it. Rejects where a file cannot be
 * loaded, as on a development server, which has no such list.
 */
export async function toHtmlFile(
  page: string,
  fragment: string,
  data: ReadonlyMap<string, string>,
): Promise<string> {
  const { files, pages } = JSON.parse(
    await loadText(`${bookBase}_notebook/pages.json`),
  ) as SiteFiles
  const own = pages[page].map((index) => files[index])
  const html = await loadText(location.pathname)
  const copy = new DOMParser().parseFromString(html, 'text/html')
  const nonce = crypto.getRandomValues(new Uint32Array(4)).join('')
  Object.assign(copy.documentElement.dataset, { home: page, saved: String(Date.now()) })
  await carryStyles(copy, own)
  await carryScripts(copy, own, nonce)
  await carryParts(copy, own, nonce)
  carryChanges(copy, fragment)
  for (const [key, text] of data) addFile(copy, key, text)
  await carryPictures(copy)
  leadOut(copy)
  setPolicy(copy, nonce)
  return `<!doctype html>\n${copy.documentElement.outerHTML}`
}

/** The style sheets with their fonts, in the places of the links to them. */
async function carryStyles(copy: Document, files: readonly string[]): Promise<void> {
  const fonts = await Promise.all(
    files
      .filter((it) => it.endsWith('.woff2'))
      .map(async (it) => [bookBase + it, await loadData(bookBase + it)]),
  )
  const withFonts = (css: string): string =>
    fonts.reduce((text, [address, data]) => text.replaceAll(address, data), css)
  for (const style of copy.querySelectorAll('style'))
    style.textContent = withFonts(style.textContent)
  for (const link of copy.querySelectorAll('link[rel=stylesheet]')) {
    const style = copy.createElement('style')
    style.textContent = withFonts(await loadText(link.getAttribute('href') ?? ''))
    link.replaceWith(style)
  }
}

/** How a module is called in the file: by no path, since what stands in a `data:` address can ask for none. */
const moduleName = (file: string): string => `page/${file.replace(/.*\//, '')}`

async function carryScripts(
  copy: Document,
  files: readonly string[],
  nonce: string,
): Promise<void> {
  const scripts = files.filter((it) => it.startsWith('_astro/') && it.endsWith('.js'))
  const names = new Set(scripts.map(moduleName))
  const modules = await Promise.all(
    scripts.map(async (file) => {
      const code = toModule(await loadText(bookBase + file), names)
      return [moduleName(file), await toData(new Blob([code], { type: 'text/javascript' }))]
    }),
  )
  const entries = [...copy.querySelectorAll('script[type=module][src]')]
  const map = addScript(copy, 'importmap', JSON.stringify({ imports: Object.fromEntries(modules) }))
  copy.head.prepend(map)
  for (const entry of entries) {
    const name = moduleName(entry.getAttribute('src') ?? '')
    entry.replaceWith(addScript(copy, 'module', `import ${JSON.stringify(name)}`))
  }
  for (const script of copy.querySelectorAll('script')) script.setAttribute('nonce', nonce)
}

/** A built script whose imports are by name, and which asks for nothing ahead of them. */
function toModule(code: string, names: ReadonlySet<string>): string {
  return code
    .replace(/__vite__mapDeps\(\[[\d,]*\]\)/g, '[]')
    .replace(/(["'`])\.\/([\w.@-]+\.js)\1/g, (whole, quote: string, file: string) =>
      names.has(moduleName(file)) ? quote + moduleName(file) + quote : whole,
    )
}

/** What runs cells, as texts. */
async function carryParts(copy: Document, files: readonly string[], nonce: string): Promise<void> {
  for (const file of files.filter((it) => /^_notebook\/.*\.(?:js|html)$/.test(it))) {
    const address = bookBase + file
    const text = await loadText(address)
    // The frame's own script has to satisfy the page's policy too.
    const allowed =
      address === partUrls.frame ? text.replace('<script>', `<script nonce="${nonce}">`) : text
    addFile(copy, address, allowed)
  }
}

function carryChanges(copy: Document, fragment: string): void {
  if (fragment) addScript(copy, 'text/plain', fragment).dataset['with'] = ''
}

/** A text at the end of the page, which `carriedText` finds; `</script>` within it must not end it. */
function addFile(copy: Document, address: string, text: string): void {
  const json = JSON.stringify(text).replaceAll('<', '\\u003c')
  addScript(copy, 'application/json', json).dataset['file'] = address
}

function addScript(copy: Document, type: string, text: string): HTMLScriptElement {
  const script = copy.createElement('script')
  script.type = type
  script.textContent = text
  copy.body.append(script)
  return script
}

async function carryPictures(copy: Document): Promise<void> {
  for (const picture of copy.querySelectorAll('img[src], link[rel=icon]')) {
    const name = picture.matches('img') ? 'src' : 'href'
    const address = picture.getAttribute(name) ?? ''
    if (!address.startsWith('data:')) picture.setAttribute(name, await loadData(address))
  }
}

/** Links to the rest of the book lead to where it is published; what needs the rest is left out. */
function leadOut(copy: Document): void {
  for (const link of copy.querySelectorAll('a[href]')) {
    const href = link.getAttribute('href') ?? ''
    if (!href.startsWith('#')) link.setAttribute('href', new URL(href, location.href).href)
  }
  const rest = 'link:is([rel=manifest], [rel=modulepreload]), [data-search], dialog.search'
  for (const it of copy.querySelectorAll(rest)) it.remove()
}

function setPolicy(copy: Document, nonce: string): void {
  copy.querySelector('meta[http-equiv=Content-Security-Policy]')?.remove()
  const meta = copy.createElement('meta')
  meta.httpEquiv = 'Content-Security-Policy'
  meta.content = policy(nonce)
  // Behind the one on letters, which has to come first; before any script.
  copy.head.querySelector('meta[charset]')?.after(meta)
  const charset = copy.head.querySelector('meta[charset]')
  if (charset) copy.head.prepend(charset, meta)
}

async function loadData(address: string): Promise<string> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`cannot load ${address}: ${response.status}`)
  return toData(await response.blob())
}

/** An address that holds what is read from it. */
function toData(content: Blob): Promise<string> {
  const reader = new FileReader()
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  reader.addEventListener('load', () => resolve(reader.result as string))
  reader.addEventListener('error', () => reject(new Error('cannot be read')))
  reader.readAsDataURL(content)
  return promise
}
