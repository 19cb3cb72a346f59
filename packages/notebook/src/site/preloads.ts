import type { Plugin } from 'vite'

/** Modules that wait: for a press, as menus, dialogs, and what a copy or an input of the reader’s own needs, or for three seconds. */
const pressed =
  /\/(?:cell-menu|copy-plainly|dialog|difference|own-inputs|search-dialog|start|starts)\.[^/]+\.js$/

/**
 * Fetches all that a module imports together with it, where it is loaded later, but for those of `pressed`: the names of their
 * imports would make up a twentieth of the script that every page begins with.
 */
export function preloads(): Plugin {
  return {
    name: 'notebook-preloads',
    // Astro decides on the preloads of all environments, and leaves each to decide on its own.
    configEnvironment: (name) =>
      name === 'client' ? { build: { modulePreload: { resolveDependencies } } } : undefined,
  }
}

function resolveDependencies(file: string, imports: string[]): string[] {
  return pressed.test(file) ? [] : imports
}
