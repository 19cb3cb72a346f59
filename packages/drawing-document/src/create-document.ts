import { DocumentNode } from './document-node.ts'

/**
 * A document to draw figures with where there is no browser. It is no `Document` in full, but has what Plot, d3 and
 * htl ask of one, and is typed as one so that it can be given to them.
 */
export function createDocument(): Document {
  return new DocumentNode() as unknown as Document
}
