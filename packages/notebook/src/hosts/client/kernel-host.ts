import type { Reply, Request } from '../../kernel/protocol.ts'
import type { StopReason } from './stop-reason.ts'

/** Where a kernel runs, as its session sees it. */
export interface KernelHost {
  send: (request: Request) => void
  /** Ends the worker, whatever it is doing. */
  end: () => void
}

/** The replies that reach the session; the others are handled by the host. */
export type KernelReply = Extract<
  Reply,
  { type: 'event' | 'unchanged' | 'pong' | 'branch' | 'accepted' | 'refused' | 'tampered' }
>

/**
 * What a host reports of its worker. After anything but a reply the worker is useless and has
 * to be ended.
 */
export interface KernelHostEvents {
  onReply: (reply: KernelReply) => void
  /** The worker has sent more than the page can handle. */
  onFlood: (reason: StopReason) => void
  /** A script that the worker needs could not be loaded. */
  onFault: (reason: StopReason) => void
  /** The kernel itself failed: most likely it cannot load the program that it was given. */
  onBroken: (reason: StopReason) => void
}
