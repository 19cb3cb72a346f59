/** Imported for its effect: this thread or worker has a document, where D3, Plot and htl look for one. */
import { createDocument } from './create-document.ts'
import { installDocument } from './install-document.ts'

// Several parts bring one along; the first that is loaded installs it.
if (globalThis.document === undefined) {
  const document = createDocument()
  installDocument(document)
  // Plot takes its document from `window` unless each call names one.
  Object.assign(globalThis, { window: document.defaultView })
}
