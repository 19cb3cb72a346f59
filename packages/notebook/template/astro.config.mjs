// @ts-check
import { notebook } from '@cellgraph/notebook'
import { defineConfig } from 'astro/config'
import { book } from './src/book.ts'

// Set `site` when you know where the book will be published: canonical addresses are made of it.
export default defineConfig({ integrations: notebook(book) })
