// What web and gateway ask of the syncer (lib/syncer): one line of JSON on its socket, answered with one word, `done` or the code
// of an error (EIO, ENOSPC …). A connection for each question: one that is kept may have died with the syncer.
import { z } from 'zod'

/** A file on its way in, an employer's folder, or nothing for the store's own. */
const PATH = /^(\.incoming\/[0-9a-f-]{32,36}\.(part|upload)|([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?)$/

export const SYNCED = 'done'
export const LONGEST_QUESTION = 300

export const syncQuestion = z.object({
  /** In the store; nothing else is synced. */
  path: z.string().regex(PATH),
  /** Device and inode of what was written, as the asker has it open: the path may stand for something else by now. */
  node: z.string().regex(/^\d+:\d+$/),
  /** `data`: as fdatasync does. */
  sync: z.enum(['all', 'data']),
})
export type SyncQuestion = z.infer<typeof syncQuestion>

/** A node as questions name it. */
export const nodeName = ({ dev, ino }: { dev: bigint; ino: bigint }): string => `${dev}:${ino}`
