import { icon } from 'virtual:notebook-book'
import { bookStringsOf } from '../book-strings.ts'
import { getPages, href } from '../book.ts'
import { iconPath, iconSizes } from '../share/paths.ts'

/** What a device needs to keep the book among its applications. */
export async function GET(): Promise<Response> {
  const front = (await getPages()).find((page) => page.kind === 'front')
  const { site } = bookStringsOf(front?.language ?? 'en')
  const manifest = {
    name: site,
    short_name: site,
    description: front?.description,
    lang: front?.language,
    start_url: href('/'),
    scope: href('/'),
    display: 'minimal-ui',
    icons:
      icon === undefined
        ? []
        : [{ src: href(icon), type: 'image/svg+xml', sizes: 'any' }, ...pngs()],
  }
  return new Response(JSON.stringify(manifest), {
    headers: { 'content-type': 'application/manifest+json' },
  })
}

function pngs(): { src: string; type: string; sizes: string }[] {
  return iconSizes.map((size) => ({
    src: href(`/${iconPath(size)}`),
    type: 'image/png',
    sizes: `${size}x${size}`,
  }))
}
