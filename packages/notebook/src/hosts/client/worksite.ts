import type { Reply, Request } from '../../kernel/protocol.ts'

/** A place where a kernel runs: what a session needs of it. */
export interface Worksite {
  send: (request: Request) => void
  /** Ends the worker, whatever it is doing. */
  end: () => void
}

/** What a kernel says to its session; the rest is between the worker and the place that it runs in. */
export type KernelReply = Extract<Reply, { type: 'event' | 'pong' | 'accepted' | 'refused' }>

/** What a place tells of its worker. After a flood, a fault or a failure the worker is of no more use, and has to be ended. */
export interface WorksiteEvents {
  onReply: (reply: KernelReply) => void
  /** A cell had the worker say more than a page can take. */
  onFlood: (reason: string) => void
  /** Something is missing that the worker cannot go on without. */
  onFault: (reason: string) => void
  /** The kernel itself failed: most likely it cannot run the program that it was given. */
  onBroken: (reason: string) => void
}
