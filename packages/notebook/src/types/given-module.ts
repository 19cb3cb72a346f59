import { fileURLToPath } from 'node:url'

/** The module with the types of the kernel's names, on disk. */
export const givenModule = fileURLToPath(new URL('./given.ts', import.meta.url)).replaceAll(
  '\\',
  '/',
)
