/** Puts a note below an element, for all to read and hear, in place of the last one; none for an empty text. */
export function showNote(element: Element, text: string): void {
  element.querySelector('.note')?.remove()
  if (text === '') return
  const note = document.createElement('p')
  element.append(Object.assign(note, { className: 'note', role: 'status', textContent: text }))
}
