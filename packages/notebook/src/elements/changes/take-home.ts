import partUrls from 'virtual:notebook-parts'
import { toFragment } from '../../kept/link.ts'
import { isEmpty } from '../../kept/changes.ts'
import type { PageFile } from '../../hosts/file/run-file.ts'
import { toInputCode } from '../../kept/input-call.ts'
import type { CellElement } from '../cell.ts'
import { getCells } from '../notebook.ts'
import { download } from './download.ts'
import { page } from './keep.ts'
import { findData, findDataCode, keyOf } from './own-data.ts'
import { readCall, sentFor, valueOf } from './own-values.ts'
import { collectChanges, findCells, findChanged, findInputs } from './page-changes.ts'
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
  const fragment = isEmpty(changes) ? '' : await toFragment(changes)
  const html = await toHtmlFile(page, fragment, await collectData())
  download(`${fileName()}.html`, 'text/html', html)
}

/** The reader's data, which no link holds, by the names under which it is kept. */
async function collectData(): Promise<Map<string, string>> {
  const names = findChanged().flatMap((it) => {
    const call = readCall(it)
    return call?.kind === 'data' ? [call.name] : []
  })
  const texts = await Promise.all(names.map(findData))
  return new Map(
    names.flatMap((name, i) => (texts[i] === undefined ? [] : [[keyOf(name), texts[i]]])),
  )
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
    cells: await Promise.all(
      cells.map(async (cell) => {
        const { name } = cell
        const { layout = 'column', play } = known.get(name) ?? {}
        const source = await plainSource(cell)
        return { name, source, kind: 'cell', layout, ...(play && { play }) } as const
      }),
    ),
    properties: resolveProperties([
      ...cells.map((it) => it.outerHTML),
      'var(--ink) var(--muted) var(--line) var(--paper) var(--accent) var(--sans)',
    ]),
  }
}

/** A cell's code without a call that only a page understands: the input's value in its place. */
async function plainSource(cell: CellElement): Promise<string> {
  const call = readCall(cell)
  if (!call) return cell.source
  const code = sentFor(cell, call.name)
  if (code !== undefined) return code
  return call.kind === 'data'
    ? findDataCode(call.name)
    : toInputCode(call.name, valueOf(cell, call))
}
