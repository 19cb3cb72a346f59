import * as d3 from 'd3'
import { html } from 'htl'
import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { createDocument } from '../src/create-document.ts'
import { installDocument } from '../src/install-document.ts'
import { canonical } from './canonical.ts'
import { programs } from './programs.ts'

describe('programs that make the same markup in this document and in linkedom', () => {
  for (const [name, run] of Object.entries(programs)) {
    test(name, () => {
      const { document } = parseHTML('<!doctype html><html><head></head><body></body></html>')
      const theirs = runWith(document, run)
      expect(canonical(runWith(createDocument(), run))).toBe(canonical(theirs))
    })
  }
})

describe('behaviour that linkedom gets wrong', () => {
  test('attributes are live, so that htl can spread several objects into one tag', () => {
    const spread = () =>
      html`<p ${{ id: 'k', 'data-n': 2, hidden: true }} style=${{ color: 'red' }}>text</p>` as Element
    expect(runWith(createDocument(), spread)).toBe(
      '<p id="k" data-n="2" hidden="" style="color: red;">text</p>',
    )
  })

  test('a style keeps its `!important` priority', () => {
    const styled = () => d3.create('p').style('color', 'red', 'important').node()!
    expect(runWith(createDocument(), styled)).toBe('<p style="color: red !important;"></p>')
  })
})

test('undoing the installation of a document restores the globals', () => {
  const target = { document: 'before' }
  const document = createDocument()
  const undo = installDocument(document, target)
  expect(target).toMatchObject({ document, Node: expect.any(Function) })
  undo()
  expect(target).toEqual({ document: 'before' })
})

function runWith(document: Document, run: () => Element): string {
  const undo = installDocument(document)
  // linkedom has no such class, and htl asks for it.
  globalThis.HTMLCollection ??= class {} as typeof HTMLCollection
  try {
    return run().outerHTML
  } finally {
    undo()
  }
}
