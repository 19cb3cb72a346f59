import { words } from '../words.ts'
import { button, make } from './make.ts'

/** An empty modal dialog at the end of the page. A press beside its panel closes it. */
export function makeModal(): HTMLDialogElement {
  const modal = make('dialog', 'dialog changes')
  modal.addEventListener('click', ({ target }) => target === modal && modal.close())
  document.body.append(modal)
  return modal
}

/** Gives a modal dialog its title, a button to close it, and what stands below, in place of what it had. */
export function fillModal(
  modal: HTMLDialogElement,
  title: string,
  parts: readonly HTMLElement[],
): void {
  modal.setAttribute('aria-label', title)
  modal.replaceChildren(
    dialogHeader(title, () => modal.close()),
    make('div', 'parts', parts),
  )
}

/** The title of a dialog, and a button that closes it. */
export function dialogHeader(title: string, close: () => void): HTMLElement {
  const end = button('×', close, 'close')
  end.setAttribute('aria-label', words.changes.close)
  return make('header', '', [make('h2', '', [title]), end])
}

/** A line that says what came of a press, aloud too. */
export function makeStatus(): HTMLElement {
  const status = make('p', 'status')
  status.setAttribute('role', 'status')
  return status
}

/** A button that copies the text of a field, or where that is not allowed leads to the field. */
export function copyButton(
  { copy, copied, notCopied }: Record<'copy' | 'copied' | 'notCopied', string>,
  field: HTMLInputElement | HTMLTextAreaElement,
  status: HTMLElement,
): HTMLButtonElement {
  field.readOnly = true
  field.addEventListener('focus', () => field.select())
  const take = (): void =>
    void navigator.clipboard.writeText(field.value).then(
      () => (status.textContent = copied),
      () => {
        status.textContent = notCopied
        field.focus()
      },
    )
  return button(copy, take, 'main')
}
