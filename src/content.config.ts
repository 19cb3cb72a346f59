import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
import { z } from 'astro/zod'

const chapters = defineCollection({
  // `en/01-scores`: the language, then the chapter's place in the book and its name in the address.
  loader: glob({ pattern: '*/[0-9][0-9]-*.mdx', base: process.env.CONTENT_DIR ?? './content', generateId: ({ entry }) => entry.replace(/\.mdx$/, '') }),
  schema: z.object({
    title: z.string(),
    /** One sentence, shown in lists and to search engines. */
    description: z.string(),
    /** Short title for the chapter list. Default: the title. */
    short: z.string().optional(),
  }),
})

export const collections = { chapters }
