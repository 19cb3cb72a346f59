import { fill } from '../../strings/fill.ts'
import { button, make } from '../changes/make.ts'
import { words } from '../words.ts'
import { askWorker } from './ask-worker.ts'
import { readyWorker, registerWorker } from './register-worker.ts'

/** The part of the dialog by which the book is kept on this device; undefined where nothing can be kept. */
export async function toOfflinePart(): Promise<Node[] | undefined> {
  if (!('serviceWorker' in navigator) || !(await registerWorker())) return undefined
  const worker = await readyWorker()
  if (!worker) return undefined
  const state = await askWorker(worker, { type: 'state' })
  return toParts(worker, state.type === 'state' && state.all)
}

function toParts(worker: ServiceWorker, isAll: boolean): Node[] {
  const { about, all, forget, forgotten, keep, kept, missing, progress } = words.offline
  const status = make('p', 'quiet', [isAll ? all : about])
  status.setAttribute('role', 'status')
  const keepAll = async (): Promise<void> => {
    const answer = await askWorker(worker, { type: 'keep all' }, (done, total) => {
      status.textContent = fill(progress, { done, total })
    })
    const failed = answer.type === 'kept' ? answer.failed : 0
    status.textContent = failed > 0 ? fill(missing, { count: failed }) : kept
  }
  const drop = async (): Promise<void> => {
    await askWorker(worker, { type: 'forget' })
    status.textContent = forgotten
  }
  return [
    status,
    make('p', 'choices', [button(keep, () => void keepAll()), button(forget, () => void drop())]),
  ]
}
