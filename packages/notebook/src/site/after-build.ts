import type { AstroIntegration } from 'astro'
import { fileURLToPath } from 'node:url'

/**
 * A step that works on the built site, once all of its files are there.
 * @param work is given the site's folder, and the book's address on its host, with a slash at both ends
 */
export function afterBuild(
  name: string,
  work: (folder: string, base: string) => Promise<void>,
): AstroIntegration {
  let base = '/'
  return {
    name,
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/?$/, '/')
      },
      'astro:build:done': ({ dir }) => work(fileURLToPath(dir), base),
    },
  }
}
