// @ts-check
import mdx from '@astrojs/mdx'
import { defineConfig } from 'astro/config'
import { notebook } from '@cellgraph/notebook'
import { book } from './src/library/config.ts'
import { searchIndex } from './packages/notebook/src/site/search-index.ts'
import { katexStyles } from './packages/notebook/src/styles/katex-styles.ts'

export default defineConfig({
  site: process.env.SITE_URL ?? 'http://localhost:4321',
  // A sub-path, as GitHub Pages has it: BASE_PATH=/softmax-notebook npm run build
  base: process.env.BASE_PATH ?? '/',
  // The tests build a book of their own beside the real one: CONTENT_DIR=… OUT_DIR=… npm run build
  outDir: process.env.OUT_DIR ?? './dist',
  cacheDir: process.env.CACHE_DIR ?? './node_modules/.astro',
  trailingSlash: 'always',
  // No inline scripts or styles: the page's content security policy allows none.
  build: { inlineStylesheets: 'never' },
  vite: { build: { assetsInlineLimit: 0 }, plugins: [katexStyles()] },
  integrations: [mdx(), notebook(book), searchIndex()],
  devToolbar: { enabled: false },
})
