import { FairQueue, type QueueLimits } from '#lib/queue.ts'

/** Nobody waits: a person is told at once that it is busy. */
const AT_ONCE: QueueLimits = { most: 256, mostPerEmployer: 64, waitingPerEmployer: 0, waitMs: 0 }

/** The uploads that run in this process. */
export class UploadGate extends FairQueue {
  constructor(limits: QueueLimits = AT_ONCE) {
    super(limits)
  }
}
