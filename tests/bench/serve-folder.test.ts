import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serve } from '../../bench/measure/serve.ts'
import { serveFolder } from '../../scripts/serve-folder.ts'
import { serveSite } from '../e2e/site.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'served-'))
  mkdirSync(join(folder, 'inner'))
  writeFileSync(join(folder, 'inner/index.html'), '<html lang="en">Inner</html>')
  writeFileSync(join(folder, '404.html'), '<html lang="en">Nowhere</html>')
  writeFileSync(join(folder, 'font.woff2'), 'letters')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a folder that is served', () => {
  test('is found below its base, by folders, files and names without their ending', async () => {
    const site = await serveFolder(folder, { base: '/book/' })
    const ask = async (path: string): Promise<[number, string]> => {
      const response = await fetch(new URL(path, site.url))
      return [response.status, await response.text()]
    }
    expect(await ask('inner/')).toEqual([200, '<html lang="en">Inner</html>'])
    expect(await ask('inner/index')).toEqual([200, '<html lang="en">Inner</html>'])
    expect(await ask('/inner/')).toEqual([404, '<html lang="en">Nowhere</html>'])
    expect(await ask('..%2f..%2fetc/passwd')).toEqual([404, '<html lang="en">Nowhere</html>'])
    await site.close()
  })

  test('is compressed where it is text', async () => {
    const site = await serveFolder(folder)
    const encoding = async (path: string): Promise<string | null> =>
      (await fetch(site.url + path)).headers.get('content-encoding')
    expect(await encoding('inner/')).toBe('gzip')
    expect(await encoding('font.woff2')).toBeNull()
    await site.close()
  })

  test('has the time limit of a test in its pages', async () => {
    const site = await serveSite(folder, { timeLimit: 5000 })
    expect(await (await fetch(`${site.url}inner/`)).text()).toBe(
      '<html data-time-limit="5000" lang="en">Inner</html>',
    )
    await site.close()
  })

  test('is sent whole over a slow line, and what was sent is counted', async () => {
    const site = await serve(folder)
    site.setLine({ latency: 1, bytesPerSecond: 10_000 })
    expect(await (await fetch(`${site.url}/inner/`)).text()).toContain('Inner')
    expect(site.sent.map(({ path, type }) => [path, type])).toEqual([
      ['/inner/', 'text/html; charset=utf-8'],
    ])
    expect((await fetch(`${site.url}/nothing`)).status).toBe(404)
    expect(site.sent).toHaveLength(1)
    await site.close()
  })
})
