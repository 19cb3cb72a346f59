import { createHash } from 'node:crypto'

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const scriptOf = (html: string): string => /<script>([^]*)<\/script>/.exec(html)?.[1] ?? ''

/**
 * The page that holds the frame of the cells as text, with a policy that allows the scripts of the two, and no other that stands in a
 * page.
 * @param template `frame/host.html`
 * @param frame `frame/frame.html`
 */
export function toHost(template: string, frame: string): string {
  const text = JSON.stringify(frame).replaceAll('<', '\\u003c')
  const filled = template.replace('FRAME', () => text)
  const hashes = [filled, frame].map((it) => hashOf(scriptOf(it))).join(' ')
  const policy = `default-src 'none'; script-src ${hashes} 'unsafe-eval' blob:; worker-src blob:; connect-src 'none'`
  return filled.replace('POLICY', () => policy)
}
