/**
 * What an exercise's cell shows: whether the reader's answer is right; if it is not, what to think of next, and if it
 * is, what to take from it.
 */
export function verdict(right: boolean, hint: string, afterword = ''): HTMLElement {
  const element = document.createElement('p')
  element.setAttribute('class', right ? 'verdict right' : 'verdict not-yet')
  const mark = document.createElement('strong')
  mark.textContent = right ? '✓ Right.' : '○ Not yet.'
  element.append(mark, ` ${right ? afterword : hint}`)
  return element
}
