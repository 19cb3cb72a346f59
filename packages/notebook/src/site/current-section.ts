/** Marks the section being read in the chapter list, as the page scrolls. */
export function markCurrentSection(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.chapter-list .sections a')]
  const headings = links.map((link) =>
    document.getElementById(decodeURIComponent(link.hash.slice(1))),
  )
  if (links.length === 0) return
  let waiting = false
  const update = (): void => {
    waiting = false
    mark(links, findCurrent(headings))
  }
  addEventListener(
    'scroll',
    () => {
      if (!waiting) requestAnimationFrame(update)
      waiting = true
    },
    { passive: true },
  )
  // Not at once: the page would be laid out for it.
  requestAnimationFrame(update)
}

/** The last heading above the upper third of the window; at the end of the page, the last one in sight. */
function findCurrent(headings: readonly (HTMLElement | null)[]): number {
  const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2
  const border = atEnd ? innerHeight : innerHeight / 3
  return headings.findLastIndex((it) => it && it.getBoundingClientRect().top < border)
}

function mark(links: readonly HTMLAnchorElement[], current: number): void {
  links.forEach((link, index) => {
    if (index === current) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
  })
  if (links[current]) bringIntoView(links[current])
}

/** Scrolls the list, and never the page. */
function bringIntoView(link: HTMLElement): void {
  const list = link.closest('.chapter-list')
  if (!list || list.scrollHeight <= list.clientHeight) return
  const { top, bottom } = link.getBoundingClientRect()
  if (top < 0 || bottom > list.clientHeight) list.scrollTop += top - list.clientHeight / 2
}
