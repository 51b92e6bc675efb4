import { type FileHandle, stat } from 'node:fs/promises'
import { relative } from 'node:path'
import { askSyncer } from './ask-syncer.ts'
import { syncEntries } from './sync-entries.ts'
import { nodeName } from './sync-question.ts'

/**
 * Makes durable what this process wrote to a store: by itself, or through the syncer, for Node's permission model refuses each kind of
 * fsync (24.22). Linux writes back an inode whatever descriptor asks for it, and reports a lost write that nobody has been told of to a
 * descriptor that is opened later, as long as the inode stays in memory (errseq_sample; since 4.17, commit b4678df184b3): so a file is
 * kept open until its sync is answered.
 */
export type DiskSync = {
  file: (file: FileHandle, path: string, sync: 'all' | 'data') => Promise<void>
  entries: (folder: string) => Promise<void>
}

/** `socket`: the syncer's; undefined where the process syncs by itself. */
export function diskSync(dir: string, socket: string | undefined): DiskSync {
  if (socket === undefined)
    return { file: (file, _path, sync) => (sync === 'all' ? file.sync() : file.datasync()), entries: syncEntries }
  return {
    async file(file, path, sync) {
      const node = nodeName(await file.stat({ bigint: true }))
      await askSyncer(socket, { path: relative(dir, path), node, sync })
    },
    async entries(folder) {
      const node = nodeName(await stat(folder, { bigint: true }))
      await askSyncer(socket, { path: relative(dir, folder), node, sync: 'all' })
    },
  }
}
