import { expect, test } from 'vitest'
import { notebookParts } from '../../../src/hosts/bundle/vite-plugin.ts'
import { library } from '../../../../../src/library/config.ts'

/** An environment of the development server, in which a page was made. */
class Environment {
  invalidated: string[] = []
  sent: unknown[] = []
  readonly name: string
  readonly hot = { send: (it: unknown) => void this.sent.push(it) }
  readonly moduleGraph = {
    idToModuleMap: new Map(['/a.mdx', '/b.css'].map((it) => [it, it])),
    invalidateModule: (it: string) => void this.invalidated.push(it),
  }

  constructor(name: string) {
    this.name = name
  }
}

test('a module of the library that is saved is bundled once, and all environments make their pages anew', async () => {
  let bundled = 0
  const plugin = notebookParts(library, process.cwd(), {
    carried: [],
    others: () => Promise.resolve([]),
    recall: (async () => {
      bundled++
      return Promise.resolve({ code: '', modules: ['/figure.ts'] })
    }) as never,
  })
  const { hotUpdate } = plugin as unknown as {
    hotUpdate: (this: object, saved: object) => Promise<void>
  }
  const environments = ['client', 'ssr'].map((it) => new Environment(it))
  const server = { environments }
  const save = async (file: string): Promise<void> => {
    for (const environment of environments) await hotUpdate.call({ environment }, { file, server })
  }
  await save('/other.ts')
  const once = bundled
  expect(environments.flatMap(({ sent }) => sent)).toEqual([])
  await save('/figure.ts')
  expect(bundled).toBe(once)
  for (const { invalidated } of environments) expect(invalidated).toEqual(['/a.mdx'])
  expect(environments.map(({ sent }) => sent)).toEqual([
    [{ type: 'full-reload', triggeredBy: '/figure.ts' }],
    [{ type: 'full-reload' }],
  ])
})
