/**
 * Writes HTML in one way, so that two serialisers can be compared by what they mean. Evened out are:
 * - the order of attributes, which a browser keeps as set and linkedom reverses;
 * - `<path />`, `hidden` and `style` without a value, which linkedom writes and the standard does not;
 * - which of `<`, `>` and no-break space are escaped, `&` in attributes, which linkedom leaves bare, and the spacing
 *   of declarations in a style attribute;
 * - `href` for the standard's `xlink:href`, as linkedom drops the namespace;
 * - the numbers in ids, which Plot counts up for as long as the program runs.
 */
export function canonical(html: string): string {
  const even = html.replace(
    /<([a-zA-Z][^\s/>]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*(\/?)>/g,
    (_, name: string, attributes: string, slash: string) => {
      return `<${name}${canonicalAttributes(attributes)}>${slash ? `</${name}>` : ''}`
    },
  )
  return renumber(canonicalText(even)).replace(/></g, '>\n<')
}

function canonicalAttributes(text: string): string {
  const attributes = Array.from(
    text.matchAll(/([^\s=]+)(?:="([^"]*)")?/g),
    ([, name, value = '']) => {
      return ` ${name.replace('xlink:href', 'href')}="${name === 'style' ? canonicalStyle(value) : value.replaceAll('<', '&lt;').replaceAll('&amp;', '&')}"`
    },
  )
  return attributes.sort().join('')
}

function canonicalStyle(css: string): string {
  return css.replace(/\s*([:;])\s*/g, '$1').replace(/;$/, '')
}

function canonicalText(html: string): string {
  return html.replaceAll('&gt;', '>').replaceAll('&nbsp;', '\u00a0').replaceAll('&#160;', '\u00a0')
}

function renumber(html: string): string {
  const seen = new Map<string, string>()
  return html.replace(/plot-(clip|pattern|marker)-(\d+)/g, (id, kind: string) => {
    if (!seen.has(id)) seen.set(id, `plot-${kind}-#${seen.size + 1}`)
    return seen.get(id)!
  })
}
