/** Lets Node import data files, as the bundler does. */
import { registerHooks } from 'node:module'
import { toDataModule } from './data-module.ts'

registerHooks({
  load(url, context, next) {
    const source = url.startsWith('file:') ? toDataModule(url) : undefined
    return source === undefined
      ? next(url, context)
      : { format: 'module', source, shortCircuit: true }
  },
})
