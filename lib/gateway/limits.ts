import type { QueueLimits } from '#lib/queue.ts'

/**
 * A machine may wait: what comes all at once gets its turn, with its body still unread. A share of 16 keeps the process
 * busy, its memory small and the database's lines short; a company that sends slowly holds its own places, never the others'.
 */
export const ROOM: QueueLimits = { most: 256, mostPerEmployer: 16, waitingPerEmployer: 2000, waitMs: 600_000 }
