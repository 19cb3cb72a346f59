import { readSelected, toNumbers } from './read-selected.ts'

/**
 * Formulas are copied as their TeX, once, and numbers so that programs can read them. As HTML, for word
 * processors, formulas are MathML.
 */
document.addEventListener('copy', (event) => {
  const selection = getSelection()
  if (event.defaultPrevented || !event.clipboardData || !selection?.rangeCount) return
  const range = selection.getRangeAt(0)
  // In code every sign is meant.
  if (range.collapsed || enclosing(range, 'pre, .cm-editor')) return
  event.clipboardData.setData('text/plain', readSelected(range))
  event.clipboardData.setData('text/html', toHtml(range))
  event.preventDefault()
})

function enclosing({ commonAncestorContainer: place }: Range, selector: string): Element | null {
  const element = place instanceof Element ? place : place.parentElement
  return element?.closest(selector) ?? null
}

function toHtml(range: Range): string {
  const whole = enclosing(range, '.katex')
  const holder = document.implementation.createHTMLDocument().body
  holder.append(whole ? whole.cloneNode(true) : range.cloneContents())
  for (const formula of holder.querySelectorAll('.katex'))
    formula.replaceWith(formula.querySelector('math') ?? '')
  const texts = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const text = texts.currentNode as Text
    if (!text.parentElement?.closest('pre, code')) text.data = toNumbers(text.data)
  }
  return holder.innerHTML
}
