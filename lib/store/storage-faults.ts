// What a fault of the disk is to the caller, and which stores are not written to any more.
import { AppError } from '#lib/errors.ts'

/**
 * Folders whose device lost a write (EIO). After a failed fsync the kernel may have dropped the dirty pages and the
 * next fsync succeeds all the same, so a second try proves nothing: only a restart, after a look at the disk, clears it.
 */
const distrusted = new Set<string>()

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EMFILE', 'ENFILE'])
const AWAY = new Set(['EROFS', 'ENXIO', 'ESTALE', 'ENODEV', 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'])

export function isDistrusted(dir: string): boolean {
  return distrusted.has(dir)
}

/** A fault of the disk as a refusal (`unavailable`); any other error as it is. */
export function storageFault(dir: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'EIO') distrusted.add(dir)
  if (code === 'EIO' || AWAY.has(code) || NO_ROOM.has(code)) return new AppError('unavailable', 'storage', { cause: error })
  return error
}
