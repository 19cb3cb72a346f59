import { parser } from '@lezer/javascript'
import { classHighlighter, highlightCode } from '@lezer/highlight'
import { escapeHtml } from '../../text/escape-html.ts'

const typescript = parser.configure({ dialect: 'ts' })

/**
 * TypeScript as HTML with the classes that the editor uses too, so that opening the editor changes
 * no colour. Only what `styles/code.css` colours is marked, and neighbours of one colour together: a
 * page may have thousands of tokens.
 */
export function highlight(source: string): string {
  const runs: Run[] = []
  const add = (text: string, look: string): void => {
    const [before, last] = runs.slice(-2)
    if (last?.look === look) last.text += text
    // A blank has no colour: it goes with its neighbours where they are alike.
    else if (last && before?.look === look && /^ +$/.test(last.text))
      runs.splice(-2, 2, { look, text: before.text + last.text + text })
    else runs.push({ look, text })
  }
  highlightCode(
    source,
    typescript.parse(source),
    classHighlighter,
    (text, classes) => add(text, lookOf(classes)),
    () => add('\n', ''),
  )
  return runs.map(renderRun).join('')
}

/** Text of one colour. */
interface Run {
  text: string
  look: string
}

function renderRun({ text, look }: Run): string {
  return look ? `<span class="${look}">${escapeHtml(text)}</span>` : escapeHtml(text)
}

/** Classes that look alike share the first of their row. */
const looks = [
  ['tok-keyword'],
  ['tok-string', 'tok-string2'],
  ['tok-number', 'tok-bool', 'tok-atom'],
  ['tok-comment'],
  ['tok-typeName', 'tok-className'],
  ['tok-invalid'],
]

/** The class of a token that has a colour of its own; else none. */
function lookOf(classes: string): string {
  const all = classes.split(' ')
  if (all.includes('tok-variableName') && all.includes('tok-definition'))
    return 'tok-variableName tok-definition'
  return looks.find((row) => row.some((it) => all.includes(it)))?.[0] ?? ''
}
