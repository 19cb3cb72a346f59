/** A file of the site as text. Rejects where it cannot be loaded. */
export async function loadText(address: string): Promise<string> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`cannot load ${address}: ${response.status}`)
  return response.text()
}
