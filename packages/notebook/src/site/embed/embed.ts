/** What a cell does alone in a frame of another site, which it costs as little as can be. */
export function startEmbed(): void {
  // Not `pointerover`, which is told of a pointer that rests when something is laid out below it.
  for (const type of ['pointermove', 'pointerdown', 'focusin'])
    addEventListener(type, loadSheets, { passive: true })
  if (parent !== window) tellHeight()
}

/** The rules for all that a reader may open come with the first sign of one. */
function loadSheets(): void {
  const waiting = document.querySelector<HTMLTemplateElement>('template[data-sheets]')
  if (!waiting) return
  document.body.append(waiting.content)
  waiting.remove()
}

/** Pixels of the tallest frame. What is a part of the frame's own height would have that grow without end. */
const tallest = 10_000

/**
 * Tells the page around it how tall it is, whenever that changes. Nothing secret is in that, and nothing is heard from
 * there.
 */
function tellHeight(): void {
  const tell = (): void => {
    const height = Math.min(tallest, Math.ceil(document.body.getBoundingClientRect().height))
    parent.postMessage({ type: 'notebook-height', height }, '*')
  }
  new ResizeObserver(tell).observe(document.body)
}
