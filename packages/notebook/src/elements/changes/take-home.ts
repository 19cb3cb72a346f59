import partUrls from 'virtual:notebook-parts'
import { toFragment } from '../../kept/link.ts'
import { isEmpty } from '../../kept/changes.ts'
import type { PageFile } from '../../hosts/file/run-file.ts'
import { getCells } from '../notebook.ts'
import { download } from './download.ts'
import { page } from './keep.ts'
import { plainSource } from './own-values.ts'
import { collectChanges, findCells, findInputs } from './page-changes.ts'
import { resolveProperties } from './resolve-properties.ts'

/** Saves the page, with the reader's changes, as one file that Node runs. */
export async function saveScript(): Promise<void> {
  const [{ toScript }, file] = await Promise.all([import('./script-file.ts'), toPageFile()])
  download(`${fileName()}.ts`, 'text/typescript', toScript(file, await fetchBundle()))
}

/** Saves the page, with the reader's changes and what its cells show, as a notebook for Jupyter's kernel for Deno. */
export async function saveNotebook(): Promise<void> {
  const [{ toNotebook }, file, { outline }] = await Promise.all([
    import('./notebook-file.ts'),
    toPageFile(),
    getCells(),
  ])
  const notebook = toNotebook({ ...file, outlines: outline.cells }, await fetchBundle())
  download(`${fileName()}.ipynb`, 'application/x-ipynb+json', JSON.stringify(notebook, null, 1))
}

/** Saves the page, with the reader's changes, as one file of HTML that needs nothing else. */
export async function savePage(): Promise<void> {
  const changes = await collectChanges()
  const { toHtmlFile } = await import('./html-file.ts')
  const html = await toHtmlFile(page, isEmpty(changes) ? '' : await toFragment(changes))
  download(`${fileName()}.html`, 'text/html', html)
}

function fileName(): string {
  return page.replace(/\/$/, '').replace(/.*\//, '') || 'page'
}

async function fetchBundle(): Promise<string> {
  const response = await fetch(partUrls.file)
  if (!response.ok) throw new Error(`cannot load ${partUrls.file}: ${response.status}`)
  return response.text()
}

/** The page's cells as they stand, exercises' judges aside, and its inputs. */
async function toPageFile(): Promise<PageFile> {
  const { outline } = await getCells()
  const known = new Map(outline.cells.map((it) => [it.name, it]))
  const moved = new Map(findInputs().map(({ name, value }) => [name, value]))
  const cells = findCells().filter((it) => !it.hasAttribute('judge'))
  return {
    seed: outline.seed,
    inputs: outline.inputs.map(({ name, value }) => ({ name, value: moved.get(name) ?? value })),
    cells: cells.map((cell) => {
      const { name } = cell
      const { layout = 'column', play } = known.get(name) ?? {}
      return { name, source: plainSource(cell), kind: 'cell', layout, ...(play && { play }) }
    }),
    properties: resolveProperties([
      ...cells.map((it) => it.outerHTML),
      'var(--ink) var(--muted) var(--line) var(--paper) var(--accent) var(--sans)',
    ]),
  }
}
