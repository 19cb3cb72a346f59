import { texOf, toInline } from './markdown-inline.ts'

/** A piece of a page's prose, and the element that it was. */
export interface Prose {
  element: Element
  markdown: string
}

/** What is no prose: what leads through the page, how it was checked, and all that cells and inputs are. */
const left = [
  'nb-cell, nb-playback, nb-data-table, script, noscript, style, h1, button, dialog, [role=status]',
  '.contents, .effort, .formula-count, .needs-script-note, .predict > .first',
].join()

/** Elements whose parts are blocks of their own. */
const holders = 'section, div, header, article, details, aside, nav, figure'

/** All prose below an element, in its order; what stands in cells aside. */
export function readProse(root: Element): Prose[] {
  return [...root.children].flatMap((it) => {
    if (it.matches(left)) return []
    const markdown = toBlock(it)
    if (markdown !== undefined) return markdown === '' ? [] : [{ element: it, markdown }]
    return it.matches(holders) && hasBlocks(it) ? readProse(it) : toParagraph(it)
  })
}

/** Whether an element holds more than a line of text. */
const hasBlocks = (element: Element): boolean =>
  element.querySelector(
    ':scope > :is(p, ul, ol, div, section, details, fieldset, nb-cell, nb-input, h2, h3, h4)',
  ) !== null

function toParagraph(element: Element): Prose[] {
  const markdown = startSafely(toInline(element))
  return markdown === '' ? [] : [{ element, markdown }]
}

/** A block that has a form of its own; undefined for any other. */
function toBlock(element: Element): string | undefined {
  if (element.matches('.equation')) return toEquation(element)
  if (element.matches('nb-derivation')) return toDerivation(element)
  if (element.matches('nb-input')) return toInput(element)
  if (element.matches('.margin-note') && !hasBlocks(element)) return `> ${toInline(element)}`
  if (element.matches('.kind')) return `**${toInline(element)}**`
  if (element.matches('table, nb-scroll.table')) return toTable(element)
  switch (element.localName) {
    case 'h2':
    case 'h3':
    case 'h4':
      return `${'#'.repeat(Number(element.localName[1]))} ${toInline(element)}`
    case 'ul':
    case 'ol':
      return toList(element)
    case 'blockquote':
      return prefix('> ', toBlocks(element))
    case 'pre':
      return `\`\`\`\`\n${element.textContent.replace(/\n$/, '')}\n\`\`\`\``
    case 'summary':
      return `**${toInline(element)}**`
    case 'legend':
      return `${toInline(element)}:`
    case 'fieldset':
      return toOptions(element)
    default:
      return undefined
  }
}

/** The blocks of an element, or its text where it has none. */
function toBlocks(element: Element): string {
  if (!hasBlocks(element)) return toInline(element)
  return readProse(element)
    .map(({ markdown }) => markdown)
    .join('\n\n')
}

function toEquation(element: Element): string {
  const tex = [...element.querySelectorAll('.formula .katex')].map(texOf).join(' ')
  return toDisplay(tex, element)
}

/** A formula of its own, with the number that the text knows it by. */
function toDisplay(tex: string, element: Element): string {
  const number = /\((\w+)\)/.exec(element.querySelector('.equation-number')?.textContent ?? '')?.[1]
  return `$$\n${tex}${number ? ` \\tag{${number}}` : ''}\n$$`
}

/** The lines of a derivation as one formula, and what is said of each below. */
function toDerivation(element: Element): string {
  const lines = [...element.querySelectorAll('.lines > .line')]
  const side = (line: Element, name: string): string =>
    [...line.querySelectorAll(`:scope > .${name} .katex`)].map(texOf).join(' ')
  const rows = lines.map(
    (it) => `${side(it, 'left')} &${side(it, 'relation')} ${side(it, 'right')}`,
  )
  const tex = `\\begin{aligned}\n${rows.join(' \\\\\n')}\n\\end{aligned}`
  const given = element.querySelector('.given')
  const reasons = lines.map((it, i) => {
    const reason = it.querySelector(':scope > .reason')
    return `${i + 1}. ${reason ? toInline(reason) : ''}`.trimEnd()
  })
  return [
    ...(given ? [startSafely(toInline(given))] : []),
    toDisplay(tex, element),
    reasons.join('\n'),
  ].join('\n\n')
}

/** An input as the line of its name: what it is set to stands in a cell of its own. */
function toInput(element: Element): string {
  const name = element.getAttribute('name') ?? ''
  const label = element.querySelector('legend, label')
  return label ? `\`${name}\`: ${toInline(label)}` : `\`${name}\``
}

function toOptions(element: Element): string {
  const legend = element.querySelector(':scope > legend')
  const options = [...element.querySelectorAll(':scope > label')].map((it) => `- ${toInline(it)}`)
  return [...(legend ? [`${toInline(legend)}:`] : []), options.join('\n')].join('\n\n')
}

function toList(element: Element): string {
  const start = Number(element.getAttribute('start') ?? 1)
  return [...element.children]
    .filter((it) => it.localName === 'li')
    .map((item, i) => {
      const mark = element.localName === 'ol' ? `${start + i}. ` : '- '
      const nested = [...item.children].some((it) => /^(p|ul|ol|div)$/.test(it.localName))
      const text = nested ? toItem(item) : startSafely(toInline(item))
      return mark + prefix(' '.repeat(mark.length), text).slice(mark.length)
    })
    .join('\n')
}

/** An item with blocks in it, the first of which may be bare text. */
function toItem(item: Element): string {
  const bare = document.createElement('p')
  for (const it of item.childNodes) {
    if (it instanceof Element && /^(p|ul|ol|div)$/.test(it.localName)) break
    bare.append(it.cloneNode(true))
  }
  return [toInline(bare), ...readProse(item).map((it) => it.markdown)].filter(Boolean).join('\n\n')
}

function toTable(element: Element): string {
  const rows = [...element.querySelectorAll('tr')].map((row) =>
    // Within a formula a bar would end the entry.
    [...row.children].map((it) => toInline(it).replace(/(?<!\\)\|/g, '\\vert ')),
  )
  const width = Math.max(0, ...rows.map((it) => it.length))
  const line = (entries: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, i) => entries[i] ?? '').join(' | ')} |`
  const [head = [], ...body] = rows
  return [line(head), line(Array.from({ length: width }, () => '---')), ...body.map(line)].join(
    '\n',
  )
}

/** A text that Markdown would begin a list, a heading or a quotation with is still a text. */
function startSafely(text: string): string {
  return text.replace(/^(#{1,6} |[>+-]|=+$)/, '\\$1').replace(/^(\d+)([.)])/, '$1\\$2')
}

const prefix = (sign: string, text: string): string => text.replace(/^/gm, sign)
