import type { Root } from 'mdast'
import { relative, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { book } from '../../../../src/library/config.ts'
import { chapterChecks } from '../../src/markdown/lint/check-plugin.ts'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'
import { PendingMistakes } from '../../src/markdown/lint/pending-mistakes.ts'
import { remarkNotebook } from '../../src/markdown/remark-notebook.ts'

const path = resolve('content/en/99-none.mdx')
const name = relative(process.cwd(), path)

/** Both steps of a build, as Vite and then Markdown take them; what each throws. */
async function build(source: string): Promise<string> {
  const pending = new PendingMistakes()
  const { handler } = chapterChecks(book, pending).transform as Extract<
    Plugin['transform'],
    { handler: unknown }
  >
  const file = new VFile({ path, value: source })
  try {
    await Reflect.apply(handler, { addWatchFile: () => {} }, [source, path])
    const root: Root = parseMdx(source)
    await remarkNotebook({ ...book, pending })()(root, file)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

const head = '---\ntitle: T\ndescription: D.\n---\n\n'

describe('the build of a page', () => {
  test('mistakes in prose are reported together with those in formulas and cells', async () => {
    const message = await build(
      `${head}<Slidr name="z" />\n\n$$ name=f\nz_i = y_i\n$$\n\n\`\`\`ts cell name=a\nnull.x\n\`\`\`\n\nSee [there](none.mdx).\n`,
    )
    const places = message
      .split('\n')
      .filter((line) => line.startsWith(name))
      .map((line) => line.slice(name.length + 1, line.indexOf(': ', name.length)))
    expect(places).toEqual(['6:1', '8:1', '13:6', '16:5'])
  })
  test('a page that cannot be parsed is reported at once', async () => {
    expect(await build(`${head}one {`)).toMatch(new RegExp(`^${name}:6:5: `))
    expect(await build('---\ntitle: "\n---\n\nOne.\n')).toMatch(
      new RegExp(`^${name}:\\d+:\\d+: unreadable frontmatter`),
    )
  })
  test('a page without mistakes reports nothing', async () => {
    const pending = new PendingMistakes()
    expect(pending.take(name)).toBeUndefined()
    expect(await build(`${head}One.\n`)).toBe('')
  })
})
