import type { PageFile } from '../../hosts/file/run-file.ts'
import { fill } from '../../strings/fill.ts'
import { words } from '../words.ts'

/** What ends a comment. A browser leaves the last two in a title. */
const lineEnds = /[\n\r\u2028\u2029]/g

/**
 * A page as a script for Node: what the page is, in the open, then how it is run, then what runs it, as text that no tool
 * takes for TypeScript.
 */
export function toScript({ cells, ...page }: PageFile, bundle: string): string {
  const { about } = words.takeHome
  const texts = cells.map(({ source, ...cell }) => {
    const lines = source.split('\n').map((it) => `      ${JSON.stringify(it)},`)
    return `  {\n    ...${JSON.stringify(cell)},\n    source: [\n${lines.join('\n')}\n    ].join('\\n'),\n  },`
  })
  const head = fill(about, { title: document.title, url: location.href.split('#')[0] })
  return `// ${head.replace(lineEnds, ' ')}
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
