import { fill } from '../../strings/fill.ts'
import { escapeHtml } from '../../text/escape-html.ts'
import type { CellElement } from '../cell.ts'
import { words } from '../words.ts'
import { page } from './keep.ts'
import { make } from './make.ts'
import { copyButton, fillModal, makeModal, makeStatus } from './modal.ts'
import { bookBase } from '../book-base.ts'

/** Below this address of the book each of its cells has a page of its own (`site/embed/paths.ts`). */
const folder = 'embed/'

/**
 * Lets each frame of a page grow with what it shows: a few lines for the page around it, which depend on nothing. Only a frame
 * that is there is heard, and only a number is taken from it.
 */
const growScript = `<script>
addEventListener('message', ({ data, source }) => {
  if (data?.type !== 'notebook-height') return
  for (const frame of document.querySelectorAll('iframe'))
    if (frame.contentWindow === source) frame.style.height = Number(data.height) + 'px'
})
</script>`

/** Whether a cell has a page of its own: those of the chapters have, but not in a file from disk. */
export function hasEmbed(cell: CellElement): boolean {
  const isPublished = document.documentElement.dataset['home'] === undefined
  return isPublished && !cell.isOwn && !cell.hasAttribute('judge')
}

/** The address of a cell's own page. */
function addressOf(cell: CellElement): string {
  const below = page.startsWith(folder) ? page : `${folder}${page}${encodeURIComponent(cell.name)}/`
  return new URL(bookBase + below, location.href).href
}

function toSnippet(cell: CellElement): string {
  const height = Math.ceil(cell.getBoundingClientRect().height) + 160
  const title = escapeHtml(document.title)
  return `<iframe src="${escapeHtml(addressOf(cell))}" title="${title}" width="100%" height="${height}" loading="lazy" allow="clipboard-write" style="border:0"></iframe>\n${growScript}`
}

/** Shows what to put into another page to have the cell there. */
export function openEmbed(cell: CellElement): void {
  const { about, code, open, title } = words.embed
  const field = Object.assign(make('textarea', 'link'), { rows: 10, value: toSnippet(cell) })
  field.setAttribute('aria-label', fill(code, { cell: cell.name }))
  const status = makeStatus()
  const alone = Object.assign(make('a', '', [open]), { href: addressOf(cell), target: '_blank' })
  const modal = makeModal()
  modal.addEventListener('close', () => modal.remove())
  fillModal(modal, fill(title, { cell: cell.name }), [
    make('section', '', [
      make('p', 'quiet', [about]),
      field,
      make('p', 'choices', [copyButton(words.embed, field, status), alone]),
      status,
    ]),
  ])
  modal.showModal()
}
