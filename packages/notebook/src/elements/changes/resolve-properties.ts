/** Custom properties that a picture takes from the page's style sheet, with their values as they are now. */
export function resolveProperties(texts: Iterable<string>): Record<string, string> {
  const styles = getComputedStyle(document.documentElement)
  const probe = document.createElement('span')
  document.body.append(probe)
  const found: Record<string, string> = {}
  for (const text of texts)
    for (const [, name] of text.matchAll(/var\((--[\w-]+)/g)) {
      const value = styles.getPropertyValue(name).trim()
      probe.style.color = ''
      probe.style.color = value && `var(${name})`
      // Colours that differ with the theme are computed for the one that is shown.
      found[name] = CSS.supports('color', value) ? getComputedStyle(probe).color : value
    }
  probe.remove()
  return found
}
