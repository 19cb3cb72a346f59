import DOMPurify, { type Config } from 'dompurify'
import { markAttributes } from '../../figure/marks.ts'
import { countOf, outputLimits } from '../../kernel/limits.ts'
import { parseMarkup } from './parse-markup.ts'

/**
 * Makes what turns markup from the sandbox into nodes that are safe to put into the page: no scripts, no forms, no custom
 * elements, nothing loaded from anywhere, no id but those that begin with the cell's own name, and of all that one such
 * cleaner is given no more elements than a page can take.
 */
export function cleanerFor(cell: string): (html: string) => DocumentFragment {
  let room: number = outputLimits.elements
  return (html) => {
    const parsed = parseMarkup(html, room)
    if (!parsed)
      return toNote(`too much to show: more than ${countOf(outputLimits.elements)} elements`)
    room -= parsed.getElementsByTagName('*').length
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

// One object for all calls: DOMPurify reads a configuration anew, in milliseconds, when it is another object.
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

/** Attributes that are read as text, never as CSS, where a backslash could spell `url` in other letters. */
const plainText = /^(?:aria-|data-)|^(?:alt|title|href|xlink:href)$/

DOMPurify.addHook('uponSanitizeAttribute', (_, attribute) => {
  const { attrName: name, attrValue: value } = attribute
  // Labels too: a click on one would else move an input of the page.
  if (name === 'id' || name === 'for')
    attribute.keepAttr = value === currentCell || value.startsWith(`${currentCell}-`)
  if (!plainText.test(name) && value.includes('\\')) attribute.keepAttr = false
  // A figure's styles may refer to parts of itself, and to nothing else.
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
