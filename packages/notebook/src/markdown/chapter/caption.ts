import type { Code, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { Place } from '../../kernel/program.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import { parseMdx } from '../syntax/engine.ts'
import { explainSyntax } from '../syntax/explain-syntax.ts'
import { placeInMeta } from '../syntax/fence-place.ts'
import { isJsx } from '../syntax/mdx-elements.ts'
import { findOpenTemplate } from '../syntax/open-template.ts'

/** A caption's Markdown, with what is needed to map its characters to places in the chapter. */
export interface Caption {
  fence: Code
  text: string
  /** The caption's offset in the fence's meta string. */
  offset: number
  /** The chapter's source. */
  source: string | undefined
}

const opening = '`{ts} '

/**
 * Parses a caption, with each `${…}` as an inline value and each node at its place in the chapter.
 * Throws ChapterError.
 */
export function parseCaption(caption: Caption, file: string): Root {
  checkTemplates(caption, file)
  const markdown = toMarkdown(caption.text)
  if (markdown.includes('${')) {
    throw new ChapterError(file, placeInCaption(caption, markdown.indexOf('${')), {
      kind: 'bracesInCaption',
    })
  }
  const root = parse(caption, file, markdown)
  if (root.children.length !== 1 || root.children[0].type !== 'paragraph')
    throw new ChapterError(file, placeInCaption(caption, 0), { kind: 'noSentence' })
  visit(root, (node) => {
    if (node.type === 'inlineCode')
      node.data = {
        expression: placeInCaption(caption, (node.position?.start.offset ?? 0) + opening.length),
      }
    for (const { position } of isJsx(node) ? [node, ...node.attributes] : [node]) {
      for (const end of [position?.start, position?.end])
        if (end) Object.assign(end, pointInCaption(caption, end.offset ?? 0))
    }
  })
  return root
}

/** Refuses a `${` of a caption or of an alternative that nothing closes. */
export function checkTemplates({ fence, text, offset, source }: Caption, file: string): void {
  const open = findOpenTemplate(text)
  if (open !== undefined)
    throw new ChapterError(file, placeInMeta(fence, offset + open, source), {
      kind: 'unclosedTemplate',
    })
}

function parse(caption: Caption, file: string, markdown: string): Root {
  try {
    return parseMdx(markdown)
  } catch (error) {
    const { offset, told } = explainSyntax(error, markdown)
    throw new ChapterError(
      file,
      placeInCaption(caption, offset),
      { kind: 'about', subject: { kind: 'theCaption' }, message: told },
      {
        cause: error,
      },
    )
  }
}

/** Turns each `${…}` into an inline value. */
function toMarkdown(text: string): string {
  return text.replace(/\$\{([^{}]*)\}/g, `${opening}$1\``)
}

/** A point of the caption's Markdown as a point of the chapter: captions are one line. */
function pointInCaption(caption: Caption, at: number): Place & { offset: number } {
  const place = placeInCaption(caption, at)
  const { offset = 0, column = 1 } = caption.fence.position?.start ?? {}
  return { ...place, offset: offset + place.column - column }
}

/** The place of an offset into the caption's Markdown. */
function placeInCaption({ fence, text, offset, source }: Caption, at: number): Place {
  let [written, marked] = [0, 0]
  for (const [value, expression] of text.matchAll(/\$\{([^{}]*)\}/g)) {
    const start = marked + text.indexOf(value, written) - written
    if (at <= start) break
    const end = start + opening.length + expression.length + 1
    const valueAt = text.indexOf(value, written)
    if (at < end)
      return placeInMeta(
        fence,
        offset + valueAt + Math.max(0, at - start - (opening.length - '${'.length)),
        source,
      )
    written = valueAt + value.length
    marked = end
  }
  return placeInMeta(fence, offset + written + at - marked, source)
}
