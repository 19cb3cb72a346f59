import type { unified } from '@astrojs/markdown-remark'
import { digestFile } from '../hosts/cache/file-digests.ts'
import { listLocks } from '../hosts/cache/find-locks.ts'
import { collectReads, isAsRead, Reads, type ReadList } from '../hosts/cache/reads.ts'
import { engineDigest, environment } from '../hosts/cache/recall-made.ts'
import type { ResultCache } from '../hosts/cache/result-cache.ts'
import { toKey } from '../hosts/cache/to-key.ts'
import { runEnvironment } from '../hosts/build/kept-runs.ts'
import type { ScriptParts } from './build-page.ts'
import { propsIn, takeProps } from './packed-props.ts'
import { PropsOfVersions } from './props-of-versions.ts'
import { checkerDigest } from './formulas/recall-report.ts'

type Processor = ReturnType<typeof unified>
type CreateRenderer = NonNullable<Processor['createMdxRenderer']>
type Renderer = Awaited<ReturnType<CreateRenderer>>

/** What MDX makes of a page, as plain data: a module, and what Astro has to know of it. */
type PageModule = Awaited<ReturnType<Renderer['process']>>

/** A page as it was made, with all that it was made from beside its text. */
interface KeptPage {
  given: Given
  module: PageModule
  props: ReturnType<typeof propsIn>
  parts: ScriptParts | undefined
  read: ReadList
}

/** What MDX is given for a page. */
interface Given {
  content: string
  /** A key of its options; undefined where they cannot be told. */
  options: string | undefined
}

/** A page that is being made. */
interface Making {
  key: string | undefined
  reads: Reads
  kept: KeptPage | undefined
  parts?: ScriptParts
}

export interface KeptPagesOptions {
  /** Where pages are kept. Default: nowhere. */
  cache?: ResultCache | undefined
  /** The book's folder. */
  root: string
  /** All that the book says of its pages. What is no plain data keeps every page from being kept. */
  settings: unknown
  /** Whether the book is being written: nothing is kept then of former versions of a page. Default: false. */
  isDraft?: boolean
  /** Takes what the scripts of a page are made of. */
  addPage: (...parts: ScriptParts) => void
}

/**
 * Keeps the modules of a book's pages, so that a page is neither parsed nor checked again while all that it was made from
 * is the same: its text, the book's settings, the engine, the packages that are installed, and every file that was read for
 * it, also by its cells. A page with a mistake is never kept.
 */
export class KeptPages {
  readonly #options: KeptPagesOptions
  readonly #byPath = new Map<string, Making>()
  /** Of the files that pages were made from, as they were when a page was first compared with them: most are those of all pages. */
  readonly #digests = new Map<string, string | undefined>()
  #made: string | undefined
  readonly #versions: PropsOfVersions | undefined

  constructor(options: KeptPagesOptions) {
    this.#options = options
    this.#versions = options.isDraft ? new PropsOfVersions() : undefined
  }

  /**
   * Begins with a page.
   * @param own what else this page is made from, as plain data
   * @returns whether the same page was made before, in whose text no mistake was found
   */
  begin(path: string, text: string, own?: unknown): boolean {
    const key = this.#keyOf(path, text, own)
    const kept = key && (this.#options.cache?.get(key) as KeptPage | undefined)
    const found = kept && isAsRead(kept.read, this.#digestOf) ? kept : undefined
    // Should it be made anew after all, its text is not checked again, which has read some of this.
    this.#byPath.set(path, { key, reads: new Reads(found?.read), kept: found })
    return found !== undefined
  }

  /** Does something for a page, and notes what it reads, where it may be kept. */
  during<T>(path: string, task: () => T): T {
    const making = this.#byPath.get(path)
    return making?.key ? collectReads(making.reads, task) : task()
  }

  /** Passes on what the scripts of a page are made of. */
  addParts(path: string, parts: ScriptParts): void {
    const making = this.#byPath.get(path)
    if (making) making.parts = parts
    this.#options.addPage(...parts)
  }

  /** Takes the module of the page that was begun with, or makes it. */
  async take(path: string, given: Given, make: () => Promise<PageModule>): Promise<PageModule> {
    const making = this.#byPath.get(path)
    const kept = making?.kept
    // Another plugin may have changed the text meanwhile.
    if (kept?.given.content === given.content && kept.given.options === given.options) {
      this.#byPath.delete(path)
      if (kept.parts) this.#options.addPage(...kept.parts)
      takeProps(kept.props)
      return kept.module
    }
    try {
      const begin = (): Promise<PageModule> => this.during(path, make)
      const module = await (this.#versions ? this.#versions.during(path, begin) : begin())
      if (making) this.#keep(making, given, module)
      return module
    } finally {
      this.#byPath.delete(path)
    }
  }

  #keep({ key, reads, parts }: Making, given: Given, module: PageModule): void {
    const read = key && given.options && reads.list()
    if (!key || !read) return
    const props = propsIn(module.code)
    this.#options.cache?.put(key, { given, module, props, parts, read } satisfies KeptPage)
  }

  readonly #digestOf = (path: string): string | undefined => {
    if (!this.#digests.has(path)) this.#digests.set(path, digestFile(path))
    return this.#digests.get(path)
  }

  #keyOf(path: string, text: string, own: unknown): string | undefined {
    if (!this.#options.cache) return undefined
    this.#made ??= this.#keyOfMaker()
    return this.#made && toKey(['page 3', this.#made, path, text, own])
  }

  /** A key of all that every page is made by; undefined where it cannot be told. */
  #keyOfMaker(): string | undefined {
    const { root, settings } = this.#options
    const locks = listLocks(root)
    const [engine, checker] = [engineDigest(), checkerDigest()]
    if (!engine || !checker || locks.length === 0) return undefined
    // What cells cost is measured again on some machines only.
    const machine = [environment(), runEnvironment(), Boolean(process.env['CI'])]
    return toKey([
      root,
      process.cwd(),
      settings,
      engine,
      checker,
      locks.map((it) => digestFile(it)),
      machine,
    ])
  }
}

/** A processor of Markdown that takes pages that were made before. */
export function withKept(processor: Processor, pages: KeptPages): Processor {
  const own = countPlugins(processor)
  const create = processor.createMdxRenderer
  if (!create) return processor
  return {
    ...processor,
    async createMdxRenderer(shared, mdx) {
      const renderer = await create(shared, mdx)
      // What the plugins of other integrations do to a page cannot be told.
      const isOwn = countPlugins(processor) === own
      const options = isOwn ? toKey([shared, { ...mdx, srcDir: mdx.srcDir?.href }]) : undefined
      return {
        process: (content, path, frontmatter) =>
          pages.take(path, { content, options }, () =>
            renderer.process(content, path, frontmatter),
          ),
      }
    },
  }
}

function countPlugins({ options }: Processor): number {
  const { remarkPlugins, rehypePlugins, recmaPlugins } = options
  return [remarkPlugins, rehypePlugins, recmaPlugins].flat().length
}
