import { words } from '../elements/words.ts'
import { fill } from '../strings/fill.ts'
import { fillCount } from '../strings/plural.ts'
import { loadPagefind, type FoundPage, type FoundSection, type Pagefind } from './pagefind.ts'

/** Pages shown; the count tells of the others. */
const shown = 8
/** Sections shown of a page. */
const shownSections = 3

let pagefind: Promise<Pagefind> | undefined
const filled = new WeakSet<HTMLDialogElement>()

/** Makes the dialog search as its reader types. Safe to call at every opening. */
export function fillSearch(dialog: HTMLDialogElement): void {
  pagefind ??= loadPagefind(dialog.dataset['base'] ?? '/')
  // A failed load is told when something is typed, and tried again at the next opening.
  pagefind.catch(() => (pagefind = undefined))
  const field = find<HTMLInputElement>(dialog, 'input')
  field.select()
  if (filled.has(dialog)) return
  filled.add(dialog)
  field.addEventListener('input', () => void search(dialog, field.value.trim()))
  dialog.addEventListener('keydown', (event) => moveFocus(dialog, event))
  dialog.addEventListener('click', (event) => closeByClick(dialog, event))
  if (field.value.trim()) void search(dialog, field.value.trim())
}

async function search(dialog: HTMLDialogElement, query: string): Promise<void> {
  const { hint, failed } = words.search
  if (!query) return show(dialog, hint, [])
  try {
    const { debouncedSearch } = await (pagefind ??= loadPagefind(dialog.dataset['base'] ?? '/'))
    const answer = await debouncedSearch(query)
    if (!answer) return
    const pages = await Promise.all(answer.results.slice(0, shown).map((it) => it.data()))
    if (find<HTMLInputElement>(dialog, 'input').value.trim() === query)
      show(dialog, describeCount(answer.results.length, query), pages)
  } catch {
    show(dialog, failed, [])
  }
}

function describeCount(count: number, query: string): string {
  const { nothing, found } = words.search
  return count === 0
    ? fill(nothing, { query })
    : fillCount(found, count, document.documentElement.lang)
}

function show(dialog: HTMLDialogElement, status: string, pages: readonly FoundPage[]): void {
  find(dialog, '.search-status').textContent = status
  find(dialog, '.search-results').replaceChildren(...pages.map(toItem))
}

function toItem({ url, meta, excerpt, sub_results }: FoundPage): HTMLElement {
  const item = document.createElement('li')
  item.append(toLink('found-page', { url, title: meta.title, excerpt: '' }))
  const sections = sub_results.filter((it) => it.url !== url).slice(0, shownSections)
  for (const section of sections.length > 0 ? sections : [{ url, title: '', excerpt }])
    item.append(toLink('found-section', section))
  return item
}

function toLink(className: string, { url, title, excerpt }: FoundSection): HTMLElement {
  const link = Object.assign(document.createElement('a'), { href: url, className })
  if (title) link.append(Object.assign(document.createElement('strong'), { textContent: title }))
  if (excerpt) {
    const text = document.createElement('span')
    text.append(...toMarked(excerpt))
    link.append(text)
  }
  return link
}

/** An excerpt's text and marks, and nothing else that its HTML may hold. */
function toMarked(excerpt: string): Node[] {
  const { body } = new DOMParser().parseFromString(excerpt, 'text/html')
  return [...body.childNodes].map((node) => {
    if (node.nodeName !== 'MARK') return document.createTextNode(node.textContent ?? '')
    return Object.assign(document.createElement('mark'), { textContent: node.textContent })
  })
}

/** Arrow keys go through the field and the links, Enter in the field opens the first link. */
function moveFocus(dialog: HTMLDialogElement, event: KeyboardEvent): void {
  const field = find<HTMLInputElement>(dialog, 'input')
  const stops: HTMLElement[] = [field, ...dialog.querySelectorAll<HTMLElement>('.search-results a')]
  const at = stops.indexOf(document.activeElement as HTMLElement)
  if (event.key === 'Enter' && at === 0 && !event.isComposing) return stops[1]?.click()
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined || at < 0) return
  event.preventDefault()
  stops[Math.max(0, Math.min(stops.length - 1, at + step))].focus()
}

/** The close button, the space around the dialog, and links: one to this very page would leave the dialog open. */
function closeByClick(dialog: HTMLDialogElement, event: Event): void {
  const target = event.target as Element
  if (target === dialog || target.closest('[data-close], a')) dialog.close()
}

function find<T extends HTMLElement = HTMLElement>(dialog: HTMLElement, selector: string): T {
  return dialog.querySelector(selector) as T
}
