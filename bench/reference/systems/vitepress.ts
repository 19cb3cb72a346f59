import {
  findPlot,
  indent,
  modelNames,
  toRanges,
  values,
  type Chapter,
  type Pair,
  type Range,
} from '../read-chapter.ts'
import { writeParts, type System, type WrittenFile } from './system.ts'

/** VitePress, with Observable Plot and KaTeX added. */
export const vitepress: System = {
  key: 'vitepress',
  title: 'VitePress + Plot',
  packages: 'vitepress',
  write: toPage,
  build: ['vitepress', 'build'],
  output: '.vitepress/dist',
  address: '/temperature-1.html',
}

function toPage(chapter: Chapter, number: number): WrittenFile {
  const body = writeParts(chapter, {
    words: ({ text }) => text,
    formula: ({ tex }) => `$$\n${tex}\n$$`,
    range: toInputs,
    pair: toInputs,
    plot: ({ name }) => `<PlotFigure :draw="() => ${name}(read())" />`,
  })
  const { title, description } = chapter
  const start = `---\ntitle: ${title} ${number}\ndescription: ${description}\n---\n\n${toScript(chapter)}\n\n# ${title}`
  return { path: `temperature-${number}.md`, text: `${start}\n\n${body}\n` }
}

function toScript(chapter: Chapter): string {
  const inputs = chapter.parts.flatMap((it) =>
    it.kind === 'range' || it.kind === 'pair' ? toRanges(it) : [],
  )
  const plots = chapter.parts.flatMap((it) => (it.kind === 'plot' ? [it.name] : []))
  return `<script setup lang="ts">
import * as Plot from '@observablehq/plot'
import { reactive } from 'vue'
import { ${modelNames.join(', ')} } from './model'

const width = 640
const inputs = reactive({ ${inputs.map(({ name, value }) => `${name}: ${value}`).join(', ')} })
function read() {
  const { T, fox, badger, hare, q0, q1 } = inputs
${indent(values, 2)}
  return { T, z, p, q: [q0, q1] }
}
type State = ReturnType<typeof read>
${plots.map((name) => toFunction(name, findPlot(chapter, name))).join('\n')}
</script>`
}

function toFunction(name: string, code: string): string {
  return `const ${name} = ({ T, z, p, q }: State) =>\n${indent(code, 2)}`
}

function toInputs(input: Range | Pair): string {
  return toRanges(input)
    .map(
      ({ name, label, min, max, step }) =>
        `<RangeInput v-model="inputs.${name}" label="${label}" :min="${min}" :max="${max}" :step="${step}" />`,
    )
    .join('\n')
}
