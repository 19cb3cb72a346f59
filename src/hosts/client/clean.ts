import DOMPurify, { type Config } from 'dompurify'

/**
 * Markup from the sandbox as nodes that are safe to put into the page: no scripts, no forms, no custom elements, nothing
 * loaded from anywhere, and no id but those that begin with the cell's own name.
 */
export function clean(html: string, cell: string): DocumentFragment {
  currentCell = cell
  return DOMPurify.sanitize(html, config)
}

/** What marks of figures carry for the page's elements, which judge every value for themselves. No other data enters. */
const markData = ['data-drag', 'data-index', 'data-track', 'data-label', 'data-tip', 'data-input', 'data-value']

// One object for all calls: DOMPurify reads a configuration anew, in milliseconds, when it is another object.
const config: Config & { RETURN_DOM_FRAGMENT: true } = {
  USE_PROFILES: { html: true, svg: true, svgFilters: true },
  FORBID_TAGS: ['style', 'form', 'input', 'button', 'select', 'textarea', 'option', 'dialog', 'audio', 'video', 'source', 'track', 'picture'],
  FORBID_ATTR: ['name', 'autofocus', 'contenteditable', 'popover', 'popovertarget', 'slot', 'is', 'part'],
  ALLOW_DATA_ATTR: false,
  ADD_ATTR: markData,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  RETURN_DOM_FRAGMENT: true,
}

let currentCell = ''

DOMPurify.addHook('uponSanitizeAttribute', (_, attribute) => {
  const { attrName: name, attrValue: value } = attribute
  if (name === 'id') attribute.keepAttr = value === currentCell || value.startsWith(`${currentCell}-`)
  // A figure's styles may refer to parts of itself, and to nothing else.
  if (name === 'style' || /url\(/i.test(value)) attribute.keepAttr &&= !/url\((?!\s*["']?#)|image-set\(|@import/i.test(value)
  if (name === 'src' || name === 'srcset' || name === 'poster' || name === 'background') attribute.keepAttr = value.startsWith('data:image/')
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
