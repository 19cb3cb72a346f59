import {
  indent,
  modelNames,
  toRanges,
  values,
  type Chapter,
  type Pair,
  type Range,
} from '../read-chapter.ts'
import { serveLocally } from '../cdn/serve-locally.ts'
import { writeParts, type System, type WrittenFile } from './system.ts'

/** Observable Notebook Kit. */
export const notebookKit: System = {
  key: 'notebook-kit',
  title: 'Notebook Kit',
  packages: 'notebook-kit',
  write: toPage,
  build: ['notebooks', 'build', '--base', '/', '--out', 'dist', '--', '{chapters}'],
  output: 'dist',
  finish: serveLocally,
  address: '/temperature-1.html',
}

const cell = (type: string, code: string): string =>
  `  <script type="${type}">\n${indent(code, 4)}\n  </script>`

function toPage(chapter: Chapter, number: number): WrittenFile {
  const body = writeParts(chapter, {
    words: ({ text }) => cell('text/markdown', text.replace(/\$([^$\n]+)\$/g, '$${tex`$1`}')),
    formula: ({ tex }) => cell('application/x-tex', tex),
    range: toInputs,
    pair: (pair) => `${toInputs(pair)}\n${cell('module', 'const q = [q0, q1];')}`,
    plot: ({ code }) => cell('module', code),
  })
  const imports = `import {${modelNames.join(', ')}} from "./model.ts";`
  const start = [
    cell('text/markdown', `# ${chapter.title}`),
    cell('module', `${imports}\nconst width = 640;`),
    cell('module', values),
  ].join('\n')
  const text = `<!doctype html>\n<notebook theme="air">\n  <title>${chapter.title} ${number}</title>\n${start}\n${body.replaceAll('\n\n  <', '\n  <')}\n</notebook>\n`
  return { path: `temperature-${number}.html`, text }
}

function toInputs(input: Range | Pair): string {
  return toRanges(input)
    .map(({ name, label, min, max, step, value }) =>
      cell(
        'module',
        `const ${name} = view(Inputs.range([${min}, ${max}], {label: "${label}", step: ${step}, value: ${value}}));`,
      ),
    )
    .join('\n')
}
