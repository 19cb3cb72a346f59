/** Opens the search dialog by its button, by Ctrl+K or ⌘+K, or by a slash; all that searches is loaded then. */
export function offerSearch(): void {
  const dialog = document.querySelector<HTMLDialogElement>('#search')
  if (!dialog) return
  const open = (): void => {
    if (dialog.open) return
    dialog.showModal()
    void import('./search-dialog.ts').then(({ fillSearch }) => fillSearch(dialog))
  }
  document.querySelector('[data-search]')?.addEventListener('click', open)
  document.addEventListener('keydown', (event) => {
    if (!isShortcut(event)) return
    event.preventDefault()
    open()
  })
}

function isShortcut(event: KeyboardEvent): boolean {
  if (event.key.toLowerCase() === 'k')
    return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && !isTyping(event)
  return event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event)
}

/** Whether the key belongs to a field or to the code editor, which lives in a shadow tree. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath()
  return (
    target instanceof HTMLElement &&
    target.matches(
      'input:not([type=range], [type=radio], [type=checkbox]), textarea, select, [contenteditable]:not([contenteditable=false])',
    )
  )
}
