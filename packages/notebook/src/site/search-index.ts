import type { AstroIntegration } from 'astro'
import { close, createIndex } from 'pagefind'
import { fileURLToPath } from 'node:url'

/**
 * What the index leaves out of the pages that carry `data-pagefind-body`: what is no sentence. A formula is there twice, to be
 * seen and to be read aloud: once is enough. Inputs and answers to choose from say nothing in an excerpt.
 */
const excludeSelectors = [
  '.katex-mathml',
  '.formula',
  '.equation-number',
  '.derivation',
  '.eq-preview',
  '.output',
  '.code',
  '.listing',
  'svg',
  '.input',
  '.predict fieldset',
  '.predict .first',
  '.predict .kind',
  '.spot-the-error .kind',
  '.predict summary',
  '.spot-the-error summary',
]

/** Indexes the built pages for search, as part of every build. */
export function searchIndex(): AstroIntegration {
  return {
    name: 'search-index',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir)
        const { index, errors } = await createIndex({ excludeSelectors })
        if (!index) throw new Error(`no search index: ${errors.join('; ')}`)
        const { page_count: pages } = await index.addDirectory({ path: folder })
        await index.writeFiles({ outputPath: `${folder}pagefind` })
        await close()
        logger.info(`${pages} pages indexed`)
      },
    },
  }
}
