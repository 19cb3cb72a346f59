/**
 * Outputs show numbers with a true minus sign, which programs cannot parse: what is copied has a
 * hyphen instead.
 */
document.addEventListener('copy', (event) => {
  const selection = getSelection()
  if (!selection || selection.rangeCount === 0 || !event.clipboardData) return
  const range = selection.getRangeAt(0)
  const { commonAncestorContainer: place } = range
  const element = place instanceof Element ? place : place.parentElement
  if (!element?.closest('.output, nb-value') || !selection.toString().includes('−')) return
  const holder = document.createElement('div')
  holder.append(range.cloneContents())
  event.clipboardData.setData('text/plain', selection.toString().replaceAll('−', '-'))
  event.clipboardData.setData('text/html', holder.innerHTML.replaceAll('−', '-'))
  event.preventDefault()
})
