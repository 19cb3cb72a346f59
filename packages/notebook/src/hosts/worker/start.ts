/// <reference lib="webworker" />
import { isCellError, toFailure } from '../../kernel/errors.ts'
import { Kernel } from '../../kernel/kernel.ts'
import type { compileCell } from '../../kernel/compile/compile-cell.ts'
import type { Part, Reply, Request } from '../../kernel/protocol.ts'
import { toLibrary } from '../library.ts'
import { Outbox } from './outbox.ts'
import { hostTimers } from './pace.ts'
import { Parts } from './parts.ts'

/** The book's names, as the bundler found them. */
export interface WorkerLibrary {
  numbers: Record<string, unknown>
  /** The names in each part that is loaded when a cell first needs one of them. */
  parts: Record<string, readonly string[]>
}

/**
 * Answers the page over the port that comes with the worker's first message.
 * What this worker says is not trusted: cells run beside this code and could imitate it.
 */
export function startWorker(library: WorkerLibrary): void {
  addEventListener('message', ({ ports: [port] }: MessageEvent) => serve(port, library), {
    once: true,
  })
}

// Taken before any cell runs, which could put others in their place.
const clock = Date.now
const breathe = (): Promise<void> => new Promise((resolve) => hostTimers.after(0, resolve))

function serve(port: MessagePort, { numbers, parts: lazy }: WorkerLibrary): void {
  const reply = (message: Reply): void => port.postMessage(message)
  const parts = new Parts((part) => reply({ type: 'need', part }))
  const names = toLibrary(
    numbers,
    Object.entries(lazy).map(([part, those]) => ({ names: those, load: () => parts.load(part) })),
  )
  const outbox = new Outbox((event) => reply({ type: 'event', event }))
  let kernel: Kernel | undefined
  /** Ends when all before has been answered. */
  let turn = Promise.resolve()

  async function edit({ run, cell: source, values }: Request & { type: 'edit' }): Promise<void> {
    try {
      const { compileCell: compile } = (await parts.load('compile')) as {
        compileCell: typeof compileCell
      }
      const cell = compile(source)
      kernel?.replace(run, cell)
      // In the same frame: the former version never meets these values, which may be what it hangs at.
      kernel?.set(run, values)
      reply({ type: 'accepted', run, cell })
    } catch (error) {
      reply({ type: 'refused', run, cell: source.name, failure: toRefusal(error, source.name) })
    }
  }

  function play({ run, cell, act, values }: Request & { type: 'play' }): void {
    kernel?.set(run, values)
    kernel?.play(run, cell, act)
  }

  function answer(request: Request): void | Promise<void> {
    switch (request.type) {
      case 'load':
        kernel = new Kernel(request.program, {
          library: names,
          clock,
          breathe,
          widths: request.widths,
          emit: (event) => outbox.send(event),
        })
        return
      case 'show':
        return kernel?.show(request.run)
      case 'set':
        return kernel?.set(request.run, request.values)
      case 'resize':
        return kernel?.resize(request.run, request.widths)
      case 'edit':
        return edit(request)
      case 'play':
        return play(request)
      case 'part':
        return receive(request.part, request.script)
      case 'ping':
        return reply({ type: 'pong', id: request.id })
    }
  }

  function receive(part: Part, script: string): void {
    try {
      parts.receive(part, script)
    } catch (error) {
      reply({ type: 'broken', message: (error as Error).message, part })
    }
  }

  async function tryAnswer(request: Request): Promise<void> {
    try {
      await answer(request)
    } catch (error) {
      reply({ type: 'broken', message: (error as Error).message })
    }
  }

  port.onmessage = ({ data }: MessageEvent<Request>) => {
    // An edit waits for the compiler: what comes after it must not overtake it, what it waits for must.
    if (data.type === 'part' || data.type === 'ping') void tryAnswer(data)
    else turn = turn.then(() => tryAnswer(data))
  }
  reply({ type: 'hello' })
}

/** A fault that an edit brings to another cell is told with that cell's name. */
function toRefusal(error: unknown, edited: string): ReturnType<typeof toFailure> {
  if (isCellError(error) && error.cell !== edited)
    return { message: `cell \`${error.cell}\`: ${error.message}` }
  return toFailure(error, edited)
}
