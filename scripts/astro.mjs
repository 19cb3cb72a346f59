// Runs Astro as `astro build` and `astro dev` do, with Node's cache of compiled modules: Astro, Vite and TypeScript are
// megabytes of JavaScript, which each process would compile anew.
import { openCompileCache } from './compile-cache.mjs'
import { shareProcessors } from './share-processors.mjs'

shareProcessors()
openCompileCache('node_modules/.cache/compiled')
// By its path: the package does not export it.
await import('../node_modules/astro/bin/astro.mjs')
