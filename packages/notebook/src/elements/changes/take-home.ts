import partUrls from 'virtual:notebook-parts'
import type { PageFile } from '../../hosts/file/run-file.ts'
import { fill } from '../../strings/fill.ts'
import { getCells } from '../notebook.ts'
import { words } from '../words.ts'
import { download } from './download.ts'
import { page } from './keep.ts'
import { plainSource } from './own-inputs.ts'
import { findCells, findInputs } from './page-changes.ts'
import { resolveProperties } from './resolve-properties.ts'

/** Saves the page, with the reader's changes, as one file that Node runs. */
export async function saveScript(): Promise<void> {
  const response = await fetch(partUrls.file)
  if (!response.ok) throw new Error(`cannot load ${partUrls.file}: ${response.status}`)
  const name = page.replace(/\/$/, '').replace(/.*\//, '') || 'page'
  download(`${name}.ts`, 'text/typescript', toScript(await toPageFile(), await response.text()))
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

/**
 * The file: what the page is, in the open, then how it is run, then what runs it, as text that no tool takes for
 * TypeScript.
 */
function toScript({ cells, ...page }: PageFile, bundle: string): string {
  const { about } = words.takeHome
  const texts = cells.map(({ source, ...cell }) => {
    const lines = source.split('\n').map((it) => `      ${JSON.stringify(it)},`)
    return `  {\n    ...${JSON.stringify(cell)},\n    source: [\n${lines.join('\n')}\n    ].join('\\n'),\n  },`
  })
  return `// ${fill(about, { title: document.title, url: location.href.split('#')[0] })}
import { writeFileSync } from 'node:fs'
import { runInThisContext } from 'node:vm'

const page = ${JSON.stringify(page, null, 2)}

const cells = [
${texts.join('\n')}
]

const library: string = ${JSON.stringify(bundle)}

runInThisContext(library)
await (globalThis as any).runNotebookFile(
  { ...page, cells },
  {
    print: (text: string) => console.log(text),
    table: (rows: object[]) => console.table(rows),
    write: (name: string, svg: string) => {
      writeFileSync(\`\${name}.svg\`, svg)
      console.log(\`\${name}: \${name}.svg\`)
    },
  },
)
`
}
