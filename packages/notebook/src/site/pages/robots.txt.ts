import type { APIContext } from 'astro'
import { href } from '../book.ts'

/** Everything may be indexed. The list of pages needs the site's address. */
export function GET({ site }: APIContext): Response {
  const lines = ['User-agent: *', 'Allow: /']
  if (site) lines.push('', `Sitemap: ${new URL(href('/sitemap-index.xml'), site).href}`)
  return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain' } })
}
