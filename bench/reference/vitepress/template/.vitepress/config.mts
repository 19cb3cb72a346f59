import { katex } from '@mdit/plugin-katex'
import { defineConfig } from 'vitepress'

export default defineConfig({
  title: 'Reference chapter',
  markdown: { config: (md) => md.use(katex) },
})
