/** A drawing whose ids no other drawing of the page has: all begin with `prefix`. */
export function prefixIds(markup: string, prefix: string): string {
  return markup
    .replace(/\sid="([^"]+)"/g, ` id="${prefix}-$1"`)
    .replace(/url\((#|&quot;#)/g, `url($1${prefix}-`)
    .replace(/href="#/g, `href="#${prefix}-`)
    .replace(
      /\s(aria-(?:labelledby|describedby))="([^"]+)"/g,
      (_, name: string, ids: string) => ` ${name}="${ids.replace(/\S+/g, `${prefix}-$&`)}"`,
    )
}
