/** The modules that a kernel's library is made of. Paths are relative to the project. */
export interface LibraryConfig {
  /** A module whose exports are available at once; keep it small. */
  numbers: string
  /**
   * Modules, by the part's name, that are loaded when a cell first needs one of their exports; the
   * first is prefetched.
   */
  parts: Record<string, string>
}

type Exports = Record<string, unknown>

/** Names that are loaded together. */
export interface LazyNames {
  names: readonly string[]
  load: () => Promise<Exports>
}

/**
 * The kernel's library: names that are available at once, and names whose module is loaded when a
 * cell first needs one.
 */
export function toLibrary(
  numbers: Exports,
  parts: readonly LazyNames[],
): Record<string, () => unknown> {
  const library: Record<string, () => unknown> = {}
  for (const [name, value] of Object.entries(numbers)) library[name] = () => value
  for (const { names, load } of parts) {
    let loaded: Promise<Exports> | undefined
    for (const name of names) library[name] ??= async () => (await (loaded ??= load()))[name]
  }
  return library
}

/** The name that each part adds to the exports of its module: the document that it draws in. */
export const documentName = 'document'
