/** Hands the reader a file that was made here; nothing is sent anywhere. */
export function download(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  // The browser reads it after this task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Lets the reader choose a file. Resolves to nothing where none was chosen. */
export function chooseFile(accept: string): Promise<File | undefined> {
  const input = Object.assign(document.createElement('input'), { type: 'file', accept })
  const { promise, resolve } = Promise.withResolvers<File | undefined>()
  input.addEventListener('change', () => resolve(input.files?.[0]))
  input.addEventListener('cancel', () => resolve(undefined))
  // Only what stands in the page can be found by those who operate it by a program.
  input.hidden = true
  document.body.append(input)
  input.click()
  return promise.finally(() => input.remove())
}
