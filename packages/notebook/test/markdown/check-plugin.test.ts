import type { Root } from 'mdast'
import { relative, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { unified } from 'unified'
import { VFile } from 'vfile'
import { describe, expect, test, vi } from 'vitest'
import { book } from '../../../../src/library/config.ts'
import { chapterChecks } from '../../src/markdown/lint/check-plugin.ts'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'
import { Mistakes } from '../../src/markdown/syntax/mistakes.ts'
import { ParsedPages, remarkParsed } from '../../src/markdown/lint/parsed-pages.ts'
import { PendingMistakes } from '../../src/markdown/lint/pending-mistakes.ts'
import { propsIn } from '../../src/markdown/packed-props.ts'
import { remarkNotebook } from '../../src/markdown/remark-notebook.ts'

const path = resolve('content/en/99-none.mdx')
const name = relative(process.cwd(), path)

/** Both steps of a build, as Vite and then Markdown take them: what they throw, and the page. */
async function build(source: string): Promise<{ message: string; root?: Root }> {
  const pending = new PendingMistakes()
  const { handler } = chapterChecks(book, { pending, pages: new ParsedPages() })
    .transform as Extract<Plugin['transform'], { handler: unknown }>
  const file = new VFile({ path, value: source })
  try {
    await Reflect.apply(handler, { addWatchFile: () => {} }, [source, path])
    const root: Root = parseMdx(source)
    await remarkNotebook({ ...book, pending })()(root, file)
    return { message: '', root }
  } catch (error) {
    return { message: (error as Error).message }
  }
}

// As on a server, where it is not kept what the cells of a page cost: this page stands in no file.
vi.stubEnv('CI', '1')

const head = '---\ntitle: T\ndescription: D.\n---\n\n'

describe('the build of a page', () => {
  test('mistakes in prose are reported together with those in formulas and cells', async () => {
    const { message } = await build(
      `${head}<Slidr name="z" />\n\n$$ name=f\nz_i = y_i\n$$\n\n\`\`\`ts cell name=a\nnull.x\n\`\`\`\n\nSee [there](none.mdx).\n`,
    )
    const places = message
      .split('\n')
      .filter((line) => line.startsWith(name))
      .map((line) => line.slice(name.length + 1, line.indexOf(': ', name.length)))
    expect(places).toEqual(['6:1', '8:1', '13:6', '16:5'])
  })
  test('a page that cannot be parsed is reported at once', async () => {
    expect((await build(`${head}one {`)).message).toMatch(new RegExp(`^${name}:6:5: `))
    expect((await build('---\ntitle: "\n---\n\nOne.\n')).message).toMatch(
      new RegExp(`^${name}:\\d+:\\d+: unreadable frontmatter`),
    )
  })
  test('a page without mistakes is made, with what its cells display', async () => {
    const { message, root } = await build(`${head}One.\n\n\`\`\`ts cell name=a\n6 * 7\n\`\`\`\n`)
    expect(message).toBe('')
    const props = Array.from(propsIn(JSON.stringify(root)).values(), (it) =>
      Buffer.from(it).toString(),
    )
    expect(props.join('\n')).toContain('42')
  })
  test('mistakes are told once: a page that is mended reports nothing', async () => {
    const pending = new PendingMistakes()
    const mistakes = new Mistakes(name)
    pending.keep(mistakes)
    expect(pending.take(name)).toBe(mistakes)
    expect(pending.take(name)).toBeUndefined()
  })

  test('a page is made anew when a list of the book is saved', async () => {
    const { handler } = chapterChecks(book, {
      pending: new PendingMistakes(),
      pages: new ParsedPages(),
    }).transform as Extract<Plugin['transform'], { handler: unknown }>
    const watched: string[] = []
    const addWatchFile = (it: string): void => void watched.push(it)
    await Reflect.apply(handler, { addWatchFile }, [`${head}One.\n`, path])
    expect(watched).toEqual(
      expect.arrayContaining([book.symbols, book.references].map((it) => resolve(it))),
    )
  })

  test('a page is parsed once: MDX takes the tree that was checked', async () => {
    const source = `${head}One.\n`
    const pages = new ParsedPages()
    const { handler } = chapterChecks(book, { pending: new PendingMistakes(), pages })
      .transform as Extract<Plugin['transform'], { handler: unknown }>
    let parsed = 0
    const parse = (text: string): Root => (parsed++, parseMdx(text))
    const processor = unified().use(function () {
      this.parser = parse
    })
    processor.use(remarkParsed(pages)).freeze()
    // As Astro hands it on.
    const text = source.replace(/---[^]*---/, (it) => it.replace(/./g, ' '))
    const file = new VFile({ path, value: text })
    await Reflect.apply(handler, { addWatchFile: () => {} }, [source, path])
    expect(processor.parse(file)).toEqual(parseMdx(text))
    expect(parsed).toBe(0)
    // It is taken once, and of no other text.
    expect(processor.parse(file)).toEqual(parseMdx(text))
    expect(parsed).toBe(1)
    await Reflect.apply(handler, { addWatchFile: () => {} }, [source, path])
    const other = new VFile({ path, value: text.replace('One', 'Two') })
    expect(processor.parse(other)).toEqual(parseMdx(String(other)))
    expect(parsed).toBe(2)
  })
})
