// @ts-check
import { notebook } from '@cellgraph/notebook'
import { defineConfig } from 'astro/config'
import { book } from './src/library/config.ts'

export default defineConfig({
  // Where the site is published, for canonical addresses; unset, it has none.
  site: process.env.SITE_URL,
  // A sub-path, as GitHub Pages has it: BASE_PATH=/softmax-notebook npm run build
  base: process.env.BASE_PATH ?? '/',
  // The tests build a book of their own beside the real one: CONTENT_DIR=… CACHE_DIR=… npm run build -- --outDir …
  cacheDir: process.env.CACHE_DIR ?? './node_modules/.astro',
  integrations: notebook(book),
})
