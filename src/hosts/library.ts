/** Where a kernel's names come from. Paths are relative to the project. */
export interface LibraryConfig {
  /** A module whose exports are there at once; keep it small. */
  numbers: string
  /** A module whose exports are loaded when a cell first needs one of them. */
  drawing: string
}

type Exports = Record<string, unknown>

/** The kernel's library: names at hand, and names that come with `load`, which is called at most once. */
export function toLibrary(numbers: Exports, lazyNames: readonly string[], load: () => Promise<Exports>): Record<string, () => unknown> {
  let loaded: Promise<Exports> | undefined
  const library: Record<string, () => unknown> = {}
  for (const [name, value] of Object.entries(numbers)) library[name] = () => value
  for (const name of lazyNames) library[name] = async () => (await (loaded ??= load()))[name]
  return library
}
