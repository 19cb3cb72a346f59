import { build } from 'esbuild'
import katex from 'katex'
import { parseHTML } from 'linkedom'
import MarkdownIt from 'markdown-it'
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const { document } = parseHTML('<!doctype html><body></body>')
Object.assign(globalThis, { window: { document }, document })
const { figures, toState } = await import('./figures.ts')

const md = new MarkdownIt({ html: true, typographer: true })

function toPage(source: string): string {
  const [, title, description, text] = /^title: (.*)\ndescription: (.*)\n\n([^]*)$/.exec(source)!
  const inputs: Record<string, number> = {}
  const set = (tex: string, displayMode: boolean) => katex.renderToString(tex, { displayMode })
  const html = text
    .replace(/^\$\$\n([^]*?)\n\$\$$/gm, (_, tex) => `<div class="formula">${set(tex, true)}</div>`)
    .replace(/\$([^$\n]+)\$/g, (_, tex) => set(tex, false))
    .replace(/^@range (\w+) (\S+) (\S+) (\S+) (\S+) (.*)$/gm, (_, name, min, max, step, value, label) => {
      inputs[name] = Number(value)
      return `<label>${label} <input type="range" name="${name}" min="${min}" max="${max}" step="${step}" value="${value}" autocomplete="off"><output>${value}</output></label>`
    })
  const state = toState(inputs as Parameters<typeof toState>[0])
  const body = html.replace(/^@figure (\w+)$/gm, (_, name) => {
    return `<figure id="${name}">${figures[name](state).outerHTML}</figure>`
  })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="description" content="${description}">
<title>${title}</title>
<link rel="stylesheet" href="/katex/katex.min.css">
<link rel="stylesheet" href="/page.css">
<script type="module" src="/page.js"></script>
</head>
<body>
<main>
<h1>${title}</h1>
${md.render(body)}
</main>
</body>
</html>
`
}

for (const path of globSync('chapters/*.txt')) {
  const folder = path.replace('chapters', 'dist').replace('.txt', '')
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/index.html`, toPage(readFileSync(path, 'utf8')))
}
cpSync('page.css', 'dist/page.css')
cpSync('node_modules/katex/dist/katex.min.css', 'dist/katex/katex.min.css')
for (const font of globSync('*.woff2', { cwd: 'node_modules/katex/dist/fonts' }))
  cpSync(`node_modules/katex/dist/fonts/${font}`, `dist/katex/fonts/${font}`)
await build({ entryPoints: ['page.ts'], outdir: 'dist', bundle: true, minify: true, format: 'esm' })
