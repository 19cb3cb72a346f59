import { indent, values, type Chapter } from '../read-chapter.ts'
import { writeParts, type System, type WrittenFile } from './system.ts'

const readableConfig = `import { notebook } from '@cellgraph/notebook'
import { defineConfig } from 'astro/config'
import { book } from './src/book.ts'

export default defineConfig({
  integrations: notebook(book),
  vite: { build: { minify: false } },
})
`

const sizes = 'sizes={{ C: [2, 4] }}'
const trust = `<Model name="trust" definitions={["softmax", "value", "best"]} ${sizes} index={{ C: "i j" }} free={{ z: "vector", T: "positive", q: "interior" }} />`

/** What each formula stands on: the engine takes none that is not checked, or said not to be. */
const standing: Record<string, { attributes?: string; model?: string; before?: string }> = {
  softmax: {
    model: `name="warm" ${sizes} index={{ C: "i j" }} free={{ z: "vector", T: "positive" }}`,
  },
  limit: { attributes: 'unchecked="a limit"' },
  ratio: { attributes: 'model=warm each="i j"' },
  slope: { attributes: 'model=warm each=i' },
  entropy: { model: `name="spread" ${sizes} index={{ C: "i" }} free={{ q: "interior" }}` },
  value: {
    model: `name="value" ${sizes} index={{ C: "i" }} free={{ q: "interior", z: "vector", T: "positive" }}`,
  },
  best: {
    model: `name="best" ${sizes} index={{ C: "j" }} free={{ z: "vector", T: "positive" }}`,
  },
  gap: { before: trust, attributes: 'model=trust' },
}

const alts: Record<string, string> = {
  bars: 'Bars of the shares: ${animals.map((name, i) => name + " " + p[i].toFixed(3)).join(", ")}.',
  curves: 'Curves of the shares against the temperature, with a rule at ${T.toFixed(2)}.',
  contours:
    'Contours of what shares are worth; the greatest is at ${p[0].toFixed(2)} and ${p[1].toFixed(2)}.',
}

/** Our own engine. */
export const notebook: System = {
  key: 'notebook',
  title: 'this engine',
  write: toPage,
  build: ['astro', 'build'],
  environment: { ASTRO_TELEMETRY_DISABLED: '1' },
  output: 'dist',
  address: '/temperature-1/',
  handle: '#cell-contours .handle',
  readable: {
    file: { path: 'astro.config.mjs', text: readableConfig },
    environment: { NOTEBOOK_READABLE: '1' },
  },
}

function toPage(chapter: Chapter, number: number): WrittenFile {
  const { title, description } = chapter
  const body = writeParts(chapter, {
    words: ({ text }) => text,
    formula: ({ name, tex }) => toFormula(name, tex),
    range: ({ name, label, min, max, step, value }) =>
      `<Slider name="${name}" value={${value}} min={${min}} max={${max}} step={${step}}>${label}</Slider>`,
    pair: ({ name, labels, min, max, step, value }) =>
      `<Point name="${name}" value={[${value}]} min={[${min}, ${min}]} max={[${max}, ${max}]} step={${step}} labels={${JSON.stringify(labels)}}>Your shares</Point>`,
    plot: ({ name, code }) => toCell(name, code),
  })
  const frontmatter = `---\ntitle: ${title} ${number}\ndescription: ${description}\n---`
  const path = `content/en/${String(number).padStart(2, '0')}-temperature-${number}.mdx`
  return { path, text: `${frontmatter}\n\n${body}\n` }
}

function toFormula(name: string, tex: string): string {
  const { attributes = '', model, before } = standing[name]
  const formula = `$$ name=${name} ${attributes}`.trimEnd() + `\n${tex}\n$$`
  if (model) return `<Model ${model}>\n\n${formula}\n\n</Model>`
  return before ? `${before}\n\n${formula}` : formula
}

/** The first cell defines what the others draw; the last has a handle. */
function toCell(name: string, code: string): string {
  const alt = alts[name].replaceAll('"', '\\\\"')
  const before = name === 'bars' ? `${values}\n` : ''
  const shown = name === 'contours' ? `dragPlot(\n${indent(code, 2)},\n  q, { input: 'q' })` : code
  return `\`\`\`ts cell name=${name} alt="${alt}"\n${before}${shown}\n\`\`\``
}
