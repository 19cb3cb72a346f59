import { setImmediate as nextTurn } from 'node:timers/promises'
import type { KernelEvent } from '../../kernel/events.ts'
import type { Failure } from '../../kernel/output.ts'
import type { SettlingKernel } from './settling-kernel.ts'
import type { ThreadError } from './thread-messages.ts'

/** How many values of each generator are asked for, after the one that the page shows. */
const moreValues = 4

type Listener = (event: KernelEvent) => void

export interface LaterValuesOptions {
  /** Has the kernel's events told to a listener from now on. */
  listen: (listener: Listener) => void
  /** The cells that have failed already. */
  failed: ReadonlySet<string>
  onEvent: Listener
  /** A cell failed for the first time. */
  onFailure: (failure: ThreadError) => void
}

/**
 * Asks generators for some more values, as a reader does by play, so that what throws later is told when the page is
 * built. A value that waits for a timer is not waited for: a generator may wait for what only a reader does.
 * @param kernel one that has settled, and whose generators are still
 * @param generators the cells that make one
 */
export async function tryLaterValues(
  kernel: SettlingKernel,
  generators: ReadonlySet<string>,
  { listen, failed, onEvent, onFailure }: LaterValuesOptions,
): Promise<void> {
  const told = new Set(failed)
  listen((event) => {
    onEvent(event)
    if (event.type !== 'failure' || event.failure.upstream !== undefined) return
    if (!told.has(event.cell)) onFailure(toLater(event.cell, event.failure))
    told.add(event.cell)
  })
  for (let value = 0; value < moreValues && generators.size > 0; value++) {
    void kernel.settle((it, run) => {
      for (const name of generators) it.play(run, name, 'step')
    })
    await nextTurn()
    // What the values have changed is computed by the time that a run settles that asks for nothing.
    await kernel.settle((it, run) => it.observe(run, []))
  }
}

function toLater(cell: string, { message, line, column }: Failure): ThreadError {
  return { cell, told: { kind: 'atLaterValue', message }, line, column }
}
