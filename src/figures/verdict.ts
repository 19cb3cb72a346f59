/**
 * Shows in an exercise whether the reader's answer is right: with a hint if it is not, and with an
 * afterword if it is.
 */
export function verdict(right: boolean, hint: string, afterword = ''): HTMLElement {
  const element = document.createElement('p')
  element.setAttribute('class', right ? 'verdict right' : 'verdict not-yet')
  const mark = document.createElement('strong')
  mark.textContent = right ? '✓ Right.' : '○ Not yet.'
  element.append(mark, ` ${right ? afterword : hint}`)
  return element
}
