/** Stores a reader's choice for the pages to come; without a value, what was stored is removed. */
export function storeChoice(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Storage is refused: the choice holds for this page.
  }
}
