import { constants, lstat, open } from 'node:fs/promises'
import { join } from 'node:path'
import { INCOMING } from '#lib/store/format.ts'
import { nodeName, type SyncQuestion } from '#lib/store/sync-question.ts'

/** No link is followed, and what is no file at all does not hold the process up. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/** Returns when the node that is asked for is durable. Throws with the code of the fault; ESTALE where the path stands for another node. */
export async function syncNode(dir: string, { path, node, sync }: SyncQuestion): Promise<void> {
  const isFile = path.startsWith(INCOMING)
  if (isFile && !(await lstat(join(dir, INCOMING))).isDirectory()) throw stale()
  const opened = await open(join(dir, path), isFile ? READ : READ | constants.O_DIRECTORY)
  try {
    const found = await opened.stat({ bigint: true })
    if (nodeName(found) !== node || found.isFile() !== isFile) throw stale()
    if (sync === 'all') await opened.sync()
    else await opened.datasync()
  } finally {
    await opened.close()
  }
}

const stale = () => Object.assign(new Error('the path stands for another node'), { code: 'ESTALE' })
