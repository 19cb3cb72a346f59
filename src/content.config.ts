import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
import { z } from 'astro/zod'

const base = process.env.CONTENT_DIR ?? './content'
const generateId = ({ entry }: { entry: string }): string => entry.replace(/\.mdx$/, '')

const chapters = defineCollection({
  // `en/01-scores`: the language, then the chapter's place in the book and its name in the address.
  loader: glob({ pattern: '*/[0-9][0-9]-*.mdx', base, generateId }),
  schema: z.object({
    title: z.string(),
    /** One sentence, shown in lists and to search engines. */
    description: z.string(),
    /** Short title for the chapter list. Default: the title. */
    short: z.string().optional(),
  }),
})

/** What each language has besides chapters: its front page and the reference of the maths module. */
const others = defineCollection({
  loader: glob({ pattern: '*/{index,reference}.mdx', base, generateId }),
  schema: z.object({
    title: z.string(),
    /** What the page promises, in one sentence: it stands under the title. */
    description: z.string(),
    /** Short title for the chapter list. Default: the title. */
    short: z.string().optional(),
  }),
})

export const collections = { chapters, others }
