import { relative } from 'node:path'
import type { Root } from 'mdast'
import type { VFile } from 'vfile'
import { Mistakes } from '../syntax/mistakes.ts'
import { fillTranslation } from './fill-translation.ts'
import { findSource } from './source-page.ts'

/**
 * The remark plugin that gives a translation what it shares with its source, where MDX has parsed it anew: the check of
 * its text has done the same to its own tree, and told of all mistakes. It comes before any plugin that adds cells.
 */
export function remarkTranslation(): () => (root: Root, file: VFile) => void {
  return () => (root, file) => {
    const path = relative(process.cwd(), file.path)
    const source = findSource(path)
    if (source) fillTranslation(root, source, new Mistakes(path))
  }
}
