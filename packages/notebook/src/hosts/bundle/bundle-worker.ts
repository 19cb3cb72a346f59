import { rolldown } from 'rolldown'
import { fileURLToPath } from 'node:url'
import type { BookVersion } from '../offline/messages.ts'

const id = '\0notebook-offline'

/** The service worker of one version of a book, as one script without imports. */
export async function bundleWorker(book: BookVersion): Promise<string> {
  const start = fileURLToPath(new URL('../offline/start.ts', import.meta.url))
  const entry = `import { startBookWorker } from ${JSON.stringify(start)}
    startBookWorker(${JSON.stringify(book)})`
  const build = await rolldown({
    input: id,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    plugins: [
      {
        name: 'offline',
        resolveId: (source) => (source === id ? id : null),
        load: (source) => (source === id ? entry : null),
      },
    ],
  })
  const { output } = await build.generate({ format: 'iife', minify: true, codeSplitting: false })
  await build.close()
  return output[0].code
}
