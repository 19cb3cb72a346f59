/** What an exercise's cell shows: whether the reader's answer is right, and if it is not, what to think of next. */
export function verdict(right: boolean, hint: string): HTMLElement {
  const element = document.createElement('p')
  element.setAttribute('class', right ? 'verdict right' : 'verdict not-yet')
  const mark = document.createElement('strong')
  mark.textContent = right ? '✓ Right.' : '○ Not yet.'
  element.append(mark, right ? '' : ` ${hint}`)
  return element
}
