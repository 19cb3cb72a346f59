/** Where a kernel's names come from. Paths are relative to the project. */
export interface LibraryConfig {
  /** A module whose exports are there at once; keep it small. */
  numbers: string
  /** Modules whose exports are loaded when a cell first needs one, by name; the first is loaded ahead of its use. */
  parts: Record<string, string>
}

type Exports = Record<string, unknown>

/** Names that come together, when `load` is first called. */
export interface LazyNames {
  names: readonly string[]
  load: () => Promise<Exports>
}

/** The kernel's library: names at hand, and names whose module is loaded once, when a cell first needs one of them. */
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

/** What a part adds to the names of its module: the document that it draws in. */
export const documentName = 'document'
