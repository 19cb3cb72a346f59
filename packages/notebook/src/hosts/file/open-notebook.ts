import { createCellScope } from '../../kernel/scope.ts'
import { drawnWidths } from '../widths.ts'
import { toDocument, type PageFile } from './run-file.ts'

/** What a notebook's first cell says of the page that it was. */
export type NotebookSetup = Pick<PageFile, 'seed' | 'properties'>

/** By this method Jupyter's kernel for Deno asks a value what it looks like, in several formats. */
const jupyterDisplay = Symbol.for('Jupyter.display')

/**
 * Gives the cells of a notebook, which a kernel of Jupyter's runs one by one, what those of a page have: the library's
 * names, `display`, `width`, and figures that show themselves.
 */
export async function openNotebook(
  { seed, properties }: NotebookSetup,
  library: Record<string, () => unknown>,
): Promise<void> {
  for (const [name, load] of Object.entries(library)) define(name, await load())
  define('display', display)
  define('startCell', (cell: string, layout: 'column' | 'wide' = 'column') => {
    const { Math: math, random } = createCellScope(['Math', 'random'], `${seed}/${cell}`, Date.now)
    define('random', random)
    define('Math', math)
    define('width', drawnWidths.roomy[layout])
  })
  showElements(properties)
}

/** As what a script declares may hide, and what is imported again may replace. */
function define(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true })
}

/** By Jupyter's kernel, where that is what runs; outside of it Deno refuses the very name. */
function display(value: unknown): void {
  const { Deno: deno } = globalThis as { Deno?: { jupyter: { display: (it: unknown) => void } } }
  try {
    if (deno) return deno.jupyter.display(value)
  } catch {
    // Not in a notebook.
  }
  console.log(value)
}

/** Elements of the drawing document are shown as pictures, or as HTML. */
function showElements(properties: Record<string, string>): void {
  const sample = globalThis.document.createElement('p')
  let shared = Object.getPrototypeOf(sample) as object
  while (!Object.hasOwn(shared, 'outerHTML')) shared = Object.getPrototypeOf(shared) as object
  Object.defineProperty(shared, jupyterDisplay, {
    value(this: Element) {
      const { outerHTML } = this
      return outerHTML.startsWith('<svg')
        ? { 'image/svg+xml': toDocument(outerHTML, properties) }
        : { 'text/html': outerHTML }
    },
  })
}
