import { fill } from '../../strings/fill.ts'
import { escapeHtml } from '../../text/escape-html.ts'
import type { CellElement } from '../cell.ts'
import { words } from '../words.ts'
import { page } from './keep.ts'
import { button, make } from './make.ts'
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

/** Whether a cell has a page of its own: those of the chapters have, once the book is built. */
export function hasEmbed(cell: CellElement): boolean {
  const isPublished = import.meta.env.PROD && document.documentElement.dataset['home'] === undefined
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
  const { about, code, copied, copy, notCopied, open, title } = words.embed
  const field = Object.assign(make('textarea', 'link'), { readOnly: true, rows: 10 })
  field.value = toSnippet(cell)
  field.setAttribute('aria-label', fill(code, { cell: cell.name }))
  field.addEventListener('focus', () => field.select())
  const status = make('p', 'status')
  status.setAttribute('role', 'status')
  const take = (): void =>
    void navigator.clipboard.writeText(field.value).then(
      () => (status.textContent = copied),
      () => {
        status.textContent = notCopied
        field.focus()
      },
    )
  const alone = Object.assign(make('a', '', [open]), { href: addressOf(cell), target: '_blank' })
  showDialog(fill(title, { cell: cell.name }), [
    make('p', 'quiet', [about]),
    field,
    make('p', 'choices', [button(copy, take, 'main'), alone]),
    status,
  ])
}

function showDialog(title: string, parts: readonly Node[]): void {
  const dialog = make('dialog', 'dialog changes')
  const heading = make('h2', '', [title])
  heading.id = 'embed-title'
  dialog.setAttribute('aria-labelledby', heading.id)
  const close = button('×', () => dialog.close(), 'close')
  close.setAttribute('aria-label', words.embed.close)
  dialog.append(
    make('header', '', [heading, close]),
    make('div', 'parts', [make('section', '', parts)]),
  )
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close())
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}
