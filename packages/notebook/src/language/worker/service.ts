import type { Declarations } from '../declarations.ts'
import type { PageSources } from '../../hosts/page/page-cells.ts'
import type { LanguageReply, LanguageRequest, Question } from '../protocol.ts'
import { TypedPage } from '../typed-page.ts'

interface Scope {
  onmessage: ((event: MessageEvent<LanguageRequest>) => void) | null
  postMessage: (reply: LanguageReply) => void
}

/** Answers the page's questions from now on. */
export function startService(
  declarations: string,
  sources: PageSources,
  scope: Scope = globalThis,
): void {
  const page = new TypedPage(JSON.parse(declarations) as Declarations, sources)
  // As published it has been checked, so this comes to an end.
  page.warmUp()
  scope.onmessage = ({ data }) => {
    const { id, changes, question } = data
    page.set(changes.cells, changes.inputs)
    scope.postMessage({ type: 'answer', id, answer: answer(page, question) })
  }
  scope.postMessage({ type: 'ready' })
}

/** A question that the service cannot answer has no answer; the next one may have. */
function answer(page: TypedPage, question: Question): unknown {
  try {
    switch (question.kind) {
      case 'complete':
        return page.complete(question.cell, question.offset)
      case 'explain':
        return page.explain(question.cell, question.offset, question.label)
      case 'hover':
        return page.hover(question.cell, question.offset)
      case 'signature':
        return page.signature(question.cell, question.offset)
      case 'check':
        return page.check(question.cell)
    }
  } catch {
    return undefined
  }
}
