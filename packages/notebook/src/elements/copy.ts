/**
 * Loads what mends copied text once something is selected: the clipboard is written within the event,
 * when it would be too late.
 */
document.addEventListener('selectionchange', load)

function load(): void {
  if (getSelection()?.isCollapsed !== false) return
  document.removeEventListener('selectionchange', load)
  void import('./copy-plainly.ts').catch(() => document.addEventListener('selectionchange', load))
}
