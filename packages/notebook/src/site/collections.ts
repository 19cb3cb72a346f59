import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
import { z } from 'astro/zod'
import { appendices } from 'virtual:notebook-book'
import { engine } from 'virtual:notebook-engine'
import { checkFrontmatterOf } from '../markdown/lint/check-frontmatter.ts'
import { otherPageFiles } from '../markdown/lint/page-names.ts'
import { withoutSource } from './without-source.ts'

const notChapters = otherPageFiles(appendices)
const base = process.env.CONTENT_DIR ?? './content'
const generateId = ({ entry }: { entry: string }): string => entry.replace(/\.mdx$/, '')

/**
 * A page's frontmatter. What is wrong in it does not fail here, where an author would hear of it in the terminal alone, but
 * with the page, at its line: `markdown/check-frontmatter.ts`.
 */
const schema = z.object({
  title: z.string().catch(''),
  /** One sentence, shown in lists and to search engines; on the front page it stands under the title. */
  description: z.string().catch(''),
  /** Short title for the chapter list. Default: the title. */
  short: z.string().optional().catch(undefined),
  /** What a reader of it finds out, in one sentence: on its card on the front page. */
  finding: z.string().optional().catch(undefined),
  /** What a reader should know before. */
  needs: z.string().optional().catch(undefined),
  /** The title of the part of the book that begins with this chapter. */
  part: z.string().optional().catch(undefined),
  // Nobody writes these: `withoutSource` does.
  minutes: z.number().catch(0),
  works: z.array(z.string()).catch([]),
})

type Context = Parameters<ReturnType<typeof glob>['load']>[0]

/** A saved page is told by the line that says how long it took, and by no other. */
function withoutNews(logger: Context['logger']): Context['logger'] {
  return Object.assign(Object.create(logger) as Context['logger'], { info: () => {} })
}

/** Files as entries; frontmatter that cannot be read at all fails here already, in the same words. */
function pages(pattern: string[]): ReturnType<typeof glob> {
  const loader = glob({ pattern, base, generateId })
  const load = async (context: Context): Promise<void> => {
    try {
      await loader.load({ ...withoutSource(context, engine), logger: withoutNews(context.logger) })
    } catch (error) {
      const { id } = error as { id?: string }
      if (id) checkFrontmatterOf(id)
      throw error
    }
  }
  return { ...loader, load }
}

// Files with other names are chapters too, so that they are told and not left out: `markdown/check-file-names.ts`.
const chapters = defineCollection({
  loader: pages(['*.mdx', '??/**/*.{md,mdx}', ...notChapters.map((pattern) => `!${pattern}`)]),
  schema,
})

/** What each language has besides chapters. */
const others = defineCollection({ loader: pages(notChapters), schema })

export const collections = { chapters, others }
