import { button, make } from '../changes/make.ts'
import { words } from '../words.ts'

/** Says that a newer version of the book is there, and lets the reader take it now. */
export function tellNewer(worker: ServiceWorker): void {
  const { later, newer, show } = words.offline
  const take = (): void => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload())
    worker.postMessage({ type: 'take over' })
  }
  showNotice(newer, [button(show, take, 'main'), button(later, close)])
}

/** Says, in another tab than the one where it was taken, that this page is still of the version before. */
export function tellFormer(): void {
  const { former, later, reload } = words.offline
  showNotice(former, [button(reload, () => location.reload(), 'main'), button(later, close)])
}

function close(): void {
  document.querySelector('.update')?.remove()
}

function showNotice(text: string, buttons: readonly Node[]): void {
  close()
  const notice = make('aside', 'update', [make('p', '', [text]), make('p', 'choices', buttons)])
  notice.setAttribute('role', 'status')
  document.body.append(notice)
}
