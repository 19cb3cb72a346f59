import { unified } from '@astrojs/markdown-remark'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'
import { ResultCache } from '../../src/hosts/cache/result-cache.ts'
import { expandComponents, type ExpandedComponents } from '../../src/markdown/expand-components.ts'
import { KeptPages, withKept } from '../../src/markdown/kept-pages.ts'
import { chapterChecks } from '../../src/markdown/lint/check-plugin.ts'
import { ParsedPages, remarkParsed } from '../../src/markdown/lint/parsed-pages.ts'
import { PendingMistakes } from '../../src/markdown/lint/pending-mistakes.ts'
import { propsByKey, propsIn } from '../../src/markdown/packed-props.ts'
import { remarkNotebook } from '../../src/markdown/remark-notebook.ts'
import type { WrittenComponent } from '../../src/markdown/syntax/component-table.ts'
import { remarkMath } from '../../src/markdown/syntax/engine.ts'

/** A page as a build has it. */
export interface MadePage {
  /** Whether it was made, and not taken from the cache. */
  isNew: boolean
  module: { code?: string }
  /** The props that its module names. */
  props: unknown[]
  /** What its scripts are made of. */
  parts: unknown[]
}

export interface BookOfPages {
  root: string
  name?: string
  expanded?: ExpandedComponents
  /** A step that another integration adds. */
  added?: () => void
}

/** Makes a page as the next build of its book does, with nothing in memory but the cache's folder. */
export async function makePage(
  file: string,
  { root, name = 'b', expanded = {}, added }: BookOfPages,
): Promise<MadePage> {
  const made: MadePage = { isNew: false, module: {}, props: [], parts: [] }
  const cache = new ResultCache(join(root, 'cache'))
  propsByKey().clear()
  const lists = { symbols: 'content/symbols.json', references: 'content/references.json' }
  const library = { numbers: 'maths.ts', parts: {} }
  const book = { name, ...lists, library, expanded, root, tags: tagsOf(expanded) }
  const kept = new KeptPages({
    cache,
    root,
    settings: { ...book, expanded: Object.keys(expanded) },
    addPage: (...parts) => void made.parts.push(...parts),
  })
  const [pending, pages] = [new PendingMistakes(), new ParsedPages()]
  const processor = withKept(
    unified({
      remarkPlugins: [
        remarkMath,
        remarkParsed(pages),
        () => () => void (made.isNew = true),
        expandComponents(expanded, root),
        remarkNotebook({
          ...book,
          pending,
          cache,
          addPage: (path, ...parts) => kept.addParts(path, parts),
        }),
      ],
    }),
    kept,
  )
  if (added) processor.options.remarkPlugins?.push(added)
  const path = join(root, file)
  const text = readFileSync(path, 'utf8')
  const { handler } = chapterChecks(book, { pending, pages, kept }).transform as Extract<
    Plugin['transform'],
    { handler: unknown }
  >
  await Reflect.apply(handler, { addWatchFile: () => {} }, [text, path])
  const options = { optimize: false, srcDir: pathToFileURL(join(root, 'src/')) }
  const renderer = await processor.createMdxRenderer?.({ syntaxHighlight: false }, options)
  const content = text.replace(/^---[^]*?\n---/, (head) => head.replace(/[^\n]/g, ' '))
  made.module = (await renderer?.process(content, path, { title: 'T' })) ?? {}
  const props = propsIn(made.module.code ?? '').values()
  made.props = Array.from(props, (json) => JSON.parse(Buffer.from(json).toString()) as unknown)
  return made
}

const tagsOf = (expanded: ExpandedComponents): Record<string, WrittenComponent> =>
  Object.fromEntries(Object.keys(expanded).map((name) => [name, { props: {}, content: 'none' }]))
