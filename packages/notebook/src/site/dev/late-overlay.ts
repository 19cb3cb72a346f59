import type { ServerResponse } from 'node:http'
import type { ErrorPayload, HotPayload, Plugin } from 'vite'

/** The address at which a page that failed asks why. */
const path = '/@notebook/failure'

/**
 * Shows on a page that failed what is wrong, also where it connects slowly: Astro sends an error 0.2 s after the page,
 * to those alone that are connected by then. So the page asks, too. Of two pages that fail within that time, one may
 * be told what is wrong with the other, until it is loaded again.
 */
export function lateOverlay(): Plugin {
  let next = Promise.withResolvers<ErrorPayload>()
  let last: ErrorPayload | undefined
  return {
    name: 'notebook-late-overlay',
    // Before all that changes what is sent: it is kept as it is sent.
    enforce: 'pre',
    apply: 'serve',
    configureServer({ middlewares, environments }) {
      const { hot } = environments.client
      const send: (...sent: unknown[]) => void = hot.send.bind(hot)
      hot.send = (payload: HotPayload | string, ...others: unknown[]) => {
        if (typeof payload === 'object' && payload.type === 'error') {
          last = payload
          next.resolve(payload)
          next = Promise.withResolvers()
        }
        send(payload, ...others)
      }
      middlewares.use((request, response, goOn) => {
        if (request.url !== path) {
          askWhereFailed(response, () => (last = undefined))
          return goOn()
        }
        void (last ? Promise.resolve(last) : next.promise).then((error) => {
          response.setHeader('Content-Type', 'text/javascript')
          response.setHeader('Cache-Control', 'no-store')
          response.end(toScript(error))
        })
      })
    },
  }
}

const script = `<script type="module" async src="${path}"></script>`

/** Has a page ask for its error, if it turns out to be one that failed. */
function askWhereFailed(response: ServerResponse, onFailed: () => void): void {
  const { writeHead, write, end } = response
  let hasFailed = false
  response.writeHead = (status: number, ...others: unknown[]) => {
    const headers = others.at(-1) as Record<string, unknown> | undefined
    hasFailed = status === 500 && headers?.['Content-Type'] === 'text/html'
    if (hasFailed) {
      onFailed()
      delete headers?.['Content-Length']
    }
    return Reflect.apply(writeHead, response, [status, ...others])
  }
  response.end = (...rest: unknown[]) => {
    if (hasFailed) Reflect.apply(write, response, [script])
    return Reflect.apply(end, response, rest)
  }
}

const toScript = ({ err }: ErrorPayload): string =>
  `import { ErrorOverlay } from '/@vite/client'
if (!document.querySelector('vite-error-overlay'))
  document.body.append(new ErrorOverlay(${JSON.stringify(err)}))
`
