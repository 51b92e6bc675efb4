import type { Room } from '#lib/intake/upload-gate.ts'

/**
 * A machine may wait: what comes all at once gets its turn. A share of 32 keeps the process busy; a company that sends
 * slowly holds its own places, never the others'.
 */
export const ROOM: Room = { most: 256, mostPerEmployer: 32, waitingPerEmployer: 2000, waitMs: 120_000 }
