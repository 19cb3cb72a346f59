import DOMPurify, { type Config } from 'dompurify'
import { markAttributes } from '../../figure/marks.ts'
import { countOf, outputLimits } from '../../kernel/limits.ts'
import { parseMarkup } from './parse-markup.ts'

/**
 * Creates a sanitizer for what one run of a cell shows. It turns markup from the sandbox into nodes
 * that are safe in the page: no scripts, forms or custom elements, nothing loaded from elsewhere,
 * only ids that begin with the cell's name. All that one sanitizer returns has no more elements
 * than a page can render.
 */
export function sanitizerFor(cell: string): (html: string) => DocumentFragment {
  let remaining: number = outputLimits.elements
  return (html) => {
    const parsed = parseMarkup(html, remaining)
    if (!parsed)
      return toNote(`too much to show: more than ${countOf(outputLimits.elements)} elements`)
    remaining -= parsed.getElementsByTagName('*').length
    currentCell = cell
    return DOMPurify.sanitize(parsed, config)
  }
}

function toNote(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment()
  fragment.append(
    Object.assign(document.createElement('p'), { className: 'more', textContent: text }),
  )
  return fragment
}

// One object for all calls: DOMPurify takes milliseconds to parse a configuration object that it
// has not just used.
const config: Config & { RETURN_DOM_FRAGMENT: true } = {
  USE_PROFILES: { html: true, svg: true, svgFilters: true },
  FORBID_TAGS: [
    'style',
    'form',
    'input',
    'button',
    'select',
    'textarea',
    'option',
    'dialog',
    'audio',
    'video',
    'source',
    'track',
    'picture',
  ],
  FORBID_ATTR: [
    'name',
    'autofocus',
    'contenteditable',
    'popover',
    'popovertarget',
    'slot',
    'is',
    'part',
  ],
  ALLOW_DATA_ATTR: false,
  // What marks of figures tell the page's elements, which check every value. No other data enters.
  ADD_ATTR: Object.values(markAttributes),
  ALLOW_UNKNOWN_PROTOCOLS: false,
  RETURN_DOM_FRAGMENT: true,
}

let currentCell = ''

/** Attributes that are never read as CSS, where a backslash could spell `url` by escapes. */
const plainText = /^(?:aria-|data-)|^(?:alt|title|href|xlink:href)$/

DOMPurify.addHook('uponSanitizeAttribute', (_, attribute) => {
  const { attrName: name, attrValue: value } = attribute
  // `for` too: otherwise a click on a label could change an input of the page.
  if (name === 'id' || name === 'for')
    attribute.keepAttr = value === currentCell || value.startsWith(`${currentCell}-`)
  if (!plainText.test(name) && value.includes('\\')) attribute.keepAttr = false
  // Styles may refer to ids within the figure, and to nothing else.
  if (name === 'style' || /url\(/i.test(value))
    attribute.keepAttr &&= !/url\((?!\s*["']?#)|image-set\(|@import/i.test(value)
  if (name === 'src' || name === 'srcset' || name === 'poster' || name === 'background')
    attribute.keepAttr = value.startsWith('data:image/')
})

DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  const link = node.getAttribute('href') ?? node.getAttribute('xlink:href')
  if (link === null || link.startsWith('#')) return
  if (node.localName === 'a') {
    node.setAttribute('rel', 'noopener noreferrer nofollow')
    node.setAttribute('target', '_blank')
  } else if (!link.startsWith('data:image/')) {
    node.removeAttribute('href')
    node.removeAttribute('xlink:href')
  }
})
