/** Where a built page, as `logsumexp/index.html`, has its picture for previews. */
export function imagePath(page: string): string {
  const name = page.replaceAll('\\', '/').replace(/\/?index\.html$/, '')
  return `share/${name === '' ? 'index' : name}.png`
}

/** The widths of the icons in the web manifest, in pixels. */
export const iconSizes: readonly number[] = [192, 512]

export const iconPath = (size: number): string => `icons/icon-${size}.png`
