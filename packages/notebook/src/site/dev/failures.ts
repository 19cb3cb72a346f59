import { AsyncLocalStorage } from 'node:async_hooks'
import type { ServerResponse } from 'node:http'
import type { ErrorPayload, HotPayload, Plugin } from 'vite'
import { withPlainMessage } from './plain-message.ts'

/** The address at which a page that failed asks why, with the number of its answer behind it. */
const path = '/@notebook/failure/'

/** The most errors that are kept for pages that have not asked for them. */
const mostKept = 100

/** The most milliseconds for which a page that asks is kept waiting: an error is known 0.2 s after its page. */
const mostAwaited = 10_000

/** A page that was answered with an error, which is known a moment later. */
interface Failure {
  error: Promise<ErrorPayload>
  settle: (error: ErrorPayload) => void
}

/**
 * Shows on a page that failed what is wrong with it, and on no other. Astro sends an error 0.2 s after the page, to all
 * pages that are connected by then. Instead, a page that failed asks for its own error.
 */
export function failures(): Plugin {
  /** The answer whose end the running code goes back to. */
  const ended = new AsyncLocalStorage<Failure>()
  const kept = new Map<string, Failure>()
  return {
    name: 'notebook-failures',
    // Before Astro's own: what it sends has gone through its Markdown then.
    enforce: 'pre',
    apply: 'serve',
    configureServer({ middlewares, environments }) {
      const { hot } = environments.client
      const send: (...sent: unknown[]) => void = hot.send.bind(hot)
      hot.send = (payload: HotPayload | string, ...others: unknown[]) => {
        const plain = withPlainMessage(payload)
        const failure = ended.getStore()
        if (failure && typeof plain === 'object' && plain.type === 'error') failure.settle(plain)
        else send(plain, ...others)
      }
      let asked = 0
      middlewares.use((request, response, goOn) => {
        const [address] = (request.url ?? '').split('?')
        if (address.startsWith(path)) return void tellWhy(address, response, kept)
        askWhereFailed(response, ended, (failure) => {
          const own = `${path}${++asked}`
          kept.set(own, failure)
          for (const it of [...kept.keys()].slice(0, -mostKept)) kept.delete(it)
          return own
        })
        goOn()
      })
    },
  }
}

/**
 * Has a page ask for its error, if it turns out to be one that failed.
 * @param onFailed returns the address at which it asks
 */
function askWhereFailed(
  response: ServerResponse,
  ended: AsyncLocalStorage<Failure>,
  onFailed: (failure: Failure) => string,
): void {
  const { emit, writeHead, write, end } = response
  let failure: Failure | undefined
  let script = ''
  // Astro sends the error from where it hears that the answer has ended.
  response.emit = (...event: unknown[]): boolean => {
    const tell = (): boolean => Reflect.apply(emit, response, event) as boolean
    return failure && event[0] === 'close' ? ended.run(failure, tell) : tell()
  }
  response.writeHead = (status: number, ...others: unknown[]) => {
    const headers = others.at(-1) as Record<string, unknown> | undefined
    if (status === 500 && headers?.['Content-Type'] === 'text/html') {
      const { promise: error, resolve: settle } = Promise.withResolvers<ErrorPayload>()
      failure = { error, settle }
      script = `<script type="module" async src="${onFailed(failure)}"></script>`
      delete headers['Content-Length']
    }
    return Reflect.apply(writeHead, response, [status, ...others])
  }
  response.end = (...rest: unknown[]) => {
    if (failure) Reflect.apply(write, response, [script])
    return Reflect.apply(end, response, rest)
  }
}

async function tellWhy(
  address: string,
  response: ServerResponse,
  kept: Map<string, Failure>,
): Promise<void> {
  const failure = kept.get(address)
  const error = failure && (await errorFor(failure, response))
  kept.delete(address)
  response.setHeader('Content-Type', 'text/javascript')
  response.setHeader('Cache-Control', 'no-store')
  response.end(error && toScript(error))
}

/** The error of a page; undefined if it is not sent in time, or who asks for it has gone. */
function errorFor({ error }: Failure, response: ServerResponse): Promise<ErrorPayload | undefined> {
  return new Promise((settle) => {
    const timer = setTimeout(() => settle(undefined), mostAwaited)
    const end = (known?: ErrorPayload): void => {
      clearTimeout(timer)
      settle(known)
    }
    response.once('close', () => end())
    void error.then(end)
  })
}

const toScript = ({ err }: ErrorPayload): string =>
  `import { ErrorOverlay } from '/@vite/client'
for (const it of document.querySelectorAll('vite-error-overlay')) it.remove()
document.body.append(new ErrorOverlay(${JSON.stringify(err)}))
`
