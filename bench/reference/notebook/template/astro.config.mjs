// @ts-check
import { notebook } from '@cellgraph/notebook'
import { defineConfig } from 'astro/config'
import { book } from './src/book.ts'

export default defineConfig({ integrations: notebook(book) })
