import { framework } from './framework.ts'
import { plain, tuned } from './hand-made.ts'
import { notebook } from './notebook.ts'
import { notebookKit } from './notebook-kit.ts'
import type { System } from './system.ts'
import { vitepress } from './vitepress.ts'

/** All systems, in the order of the table's columns. */
export const systems: System[] = [framework, notebookKit, vitepress, plain, tuned, notebook]
