import {
  modelNames,
  toRanges,
  values,
  type Chapter,
  type Pair,
  type Range,
} from '../read-chapter.ts'
import { writeParts, type System, type WrittenFile } from './system.ts'

/** Observable Framework. */
export const framework: System = {
  key: 'framework',
  title: 'Observable Framework',
  packages: 'framework',
  write: toPage,
  build: ['observable', 'build'],
  environment: { OBSERVABLE_TELEMETRY_DISABLE: 'true', ...fromStandIn() },
  output: 'dist',
  address: '/temperature-1',
  keep: 'src/.observablehq/cache',
}

/** Framework fetches its libraries from a host that a bench may not have: a stand-in answers. */
function fromStandIn(): Record<string, string> {
  const url = new URL('../cdn/answer-fetch.ts', import.meta.url).href
  return { NODE_OPTIONS: `--import=${url}` }
}

function toPage(chapter: Chapter, number: number): WrittenFile {
  const body = writeParts(chapter, {
    words: ({ text }) => text.replace(/\$([^$\n]+)\$/g, '$${tex`$1`}'),
    formula: ({ tex }) => `\`\`\`tex\n${tex}\n\`\`\``,
    range: toInputs,
    pair: (pair) => `${toInputs(pair)}\n\n\`\`\`js\nconst q = [q0, q1];\n\`\`\``,
    plot: ({ code }) => `\`\`\`js\n${code}\n\`\`\``,
  })
  const imports = `import {${modelNames.join(', ')}} from "./model.js";`
  const start = `---\ntitle: ${chapter.title} ${number}\n---\n\n# ${chapter.title}\n\n\`\`\`js\n${imports}\nconst width = 640;\n\`\`\`\n\n\`\`\`js\n${values}\n\`\`\``
  return { path: `src/temperature-${number}.md`, text: `${start}\n\n${body}\n` }
}

function toInputs(input: Range | Pair): string {
  const lines = toRanges(input).map(
    ({ name, label, min, max, step, value }) =>
      `const ${name} = view(Inputs.range([${min}, ${max}], {label: "${label}", step: ${step}, value: ${value}}));`,
  )
  return lines.map((line) => `\`\`\`js\n${line}\n\`\`\``).join('\n\n')
}
