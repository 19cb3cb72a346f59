/**
 * The properties that a style attribute in a cell's output may set: how text, boxes and shapes look
 * and where they stand. None of them animates, loads anything, or makes a layer of its own.
 */
const allowed =
  /^(?:--[\w-]+|color|fill(?:-opacity|-rule)?|stroke(?:-[a-z]+)?|stop-(?:color|opacity)|opacity|visibility|display|box-sizing|overflow(?:-[xy]|-wrap)?|position|inset|top|right|bottom|left|z-index|(?:min-|max-)?(?:width|height)|aspect-ratio|margin(?:-[a-z-]+)?|padding(?:-[a-z-]+)?|border(?:-(?!image)[a-z-]+)?|outline(?:-[a-z]+)?|background(?:-(?:color|image|size|position|repeat|clip|origin))?|box-shadow|text-(?:align|anchor|decoration|indent|overflow|transform|shadow|wrap)|font(?:-[a-z-]+)?|line-height|letter-spacing|word-(?:break|spacing)|white-space|tab-size|vertical-align|direction|writing-mode|list-style(?:-(?:type|position))?|border-collapse|caption-side|table-layout|flex(?:-[a-z]+)?|order|gap|(?:row|column)-gap|grid(?:-[a-z-]+)?|(?:justify|align|place)-[a-z]+|transform(?:-origin)?|translate|rotate|scale|object-(?:fit|position)|dominant-baseline|paint-order|shape-rendering|pointer-events|user-select|cursor|accent-color|mix-blend-mode|isolation)$/

/**
 * A length that goes by the window's height. In a frame that is made as tall as what it shows, that would grow without
 * end.
 */
export const byWindow = /\d\s*[sld]?v(?:h|min|max|b)\b/i

/** The functions that a value may call: colours, lengths, gradients, and moves within the plane. */
const functions =
  /^(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|var|calc|min|max|clamp|translate[XY]?|rotate|scale[XY]?|skew[XY]?|matrix|(?:linear|radial|conic)-gradient|repeat|minmax|fit-content)$/i

const limits = {
  /** Characters of one value. */
  value: 400,
  /** Layers of a background or a shadow. */
  layers: 4,
  /** Tracks of a grid. */
  repeats: 50,
} as const

/**
 * A style attribute with only what is allowed, and cheap to lay out and to paint. A declaration that
 * is not is dropped, and the others stay.
 */
export function cleanStyle(style: string): string {
  return splitAt(style, ';')
    .map((it) => it.trim())
    .filter(isAllowed)
    .join('; ')
}

function isAllowed(declaration: string): boolean {
  const colon = declaration.indexOf(':')
  if (colon < 0) return false
  const name = declaration.slice(0, colon).trim()
  const value = declaration.slice(colon + 1).trim()
  return allowed.test(isCustom(name) ? name : name.toLowerCase()) && isCheap(name, value)
}

function isCheap(name: string, value: string): boolean {
  // A backslash could spell a function's name by escapes, and a comment could divide it.
  if (value.length > limits.value || /[\\{}]|\/\*|@/.test(value) || byWindow.test(value))
    return false
  const called = [...value.matchAll(/([\w-]*)\s*\(/g)]
  if (!called.every(([, it]) => it === '' || functions.test(it) || isOwnAddress(it, value)))
    return false
  if (isCustom(name)) return isPlain(value)
  // In depth they are layers of their own.
  if (/^(?:translate|rotate|scale)$/i.test(name)) return isFlat(name, value)
  if (/^(?:background|box-shadow|text-shadow|transform)/i.test(name))
    return splitAt(value, ',').length <= limits.layers && !/\bfixed\b/i.test(value)
  if (/^position$/i.test(name)) return !/fixed|sticky/i.test(value)
  return [...value.matchAll(/repeat\(\s*(\d+)/gi)].every(([, n]) => Number(n) <= limits.repeats)
}

/**
 * Whether a variable holds a colour, a number, a length or a font: what it stands for is seen nowhere else. Those made of
 * variables grow by powers, and an address, a list or a keyword would be what its place does not allow.
 */
function isPlain(value: string): boolean {
  return (
    !/(?:var|url|repeat|minmax|fit-content|gradient)\(|fixed|sticky|flex|grid|table|box/i.test(
      value,
    ) &&
    (splitAt(value, ',').length === 1 || /^[\w\s,"'-]+$/.test(value)) &&
    splitAt(value, ',').length <= limits.layers * 2
  )
}

/** Whether a move stays within the plane. */
function isFlat(name: string, value: string): boolean {
  const parts = splitAt(value.replace(/\s+/g, ' '), ' ').length
  return parts <= (/^rotate$/i.test(name) ? 1 : 2) && !/var\(/i.test(value)
}

/** Addresses of elements in the same figure; every one in the value has to be. */
function isOwnAddress(called: string, value: string): boolean {
  return /^url$/i.test(called) && !/url\((?!\s*["']?#)/i.test(value)
}

function isCustom(name: string): boolean {
  return name.startsWith('--')
}

/** Splits at a separator that stands in no parentheses and no quotes. */
function splitAt(text: string, separator: string): string[] {
  const parts = ['']
  let [depth, quote] = [0, '']
  for (const character of text) {
    if (quote) quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if (character === '(') depth++
    else if (character === ')') depth--
    if (character === separator && depth === 0 && !quote) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts
}
