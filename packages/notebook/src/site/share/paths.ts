/** Where a page, at an address below the site's root as `/scores/`, has its picture for previews. */
export function imagePath(path: string): string {
  return `/share/${path.replace(/^\/|\/$/g, '') || 'index'}.png`
}

/** The widths of the icons in the web manifest, in pixels. */
export const iconSizes: readonly number[] = [192, 512]

export const iconPath = (size: number): string => `icons/icon-${size}.png`
