import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { Program } from '../../packages/notebook/src/kernel/program.ts'
import type { Output } from '../../packages/notebook/src/kernel/output.ts'
import { fixture } from './build-books.ts'
import type { Site } from './site.ts'

/** What each cell came to: its outputs, and the line of its failure, if it failed. */
export type LiveResults = Record<string, { outputs: Output[]; failure?: number }>

/** Runs a whole program in the site's own sandbox, without the page's elements: all cells, drawn with room. */
export function runInSandbox(page: Page, site: Site, program: Program): Promise<LiveResults> {
  const files = readdirSync(`${fixture.folder}/_notebook`)
  const urlOf = (role: string): string =>
    `${site.url}_notebook/${files.find((it) => it.startsWith(`${role}.`))}`
  const urls: Record<string, string> = Object.fromEntries(
    ['frame', 'kernel', 'figures', 'drawing'].map((role) => [role, urlOf(role)]),
  )
  return page.evaluate(
    async ({ urls, json }) => {
      const program = JSON.parse(json) as { cells: { name: string }[] }
      const load = (url: string): Promise<string> => fetch(url).then((it) => it.text())
      const frame = document.createElement('iframe')
      frame.setAttribute('sandbox', 'allow-scripts')
      frame.src = urls.frame
      await new Promise(
        (done) => (frame.addEventListener('load', done), document.body.append(frame)),
      )
      const { port1, port2 } = new MessageChannel()
      frame.contentWindow?.postMessage({ script: await load(urls.kernel) }, '*', [port2])
      const results: Record<string, { outputs: never[]; failure?: number }> = {}
      for (const { name } of program.cells) results[name] = { outputs: [] }
      let counted = false
      let settled = false
      await new Promise<void>((done) => {
        port1.onmessage = async ({ data }) => {
          if (data.type === 'need')
            port1.postMessage({
              type: 'part',
              part: data.part,
              script: await load(urls[data.part]),
            })
          if (data.type !== 'event') return
          const { event } = data
          if (event.type === 'output') results[event.cell].outputs = event.outputs
          if (event.type === 'failure') results[event.cell].failure = event.failure.line
          counted ||=
            event.type === 'output' && event.cell === 'counter' && event.outputs[0].text === '2'
          settled ||= event.type === 'settled'
          if (counted && settled) done()
        }
        port1.postMessage({ type: 'load', program, widths: { column: 640, wide: 880 } })
        port1.postMessage({ type: 'show', run: 1 })
      })
      frame.remove()
      return results as never
    },
    { urls, json: JSON.stringify(program) },
  )
}
