import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** All that a group may do with a folder. */
const GROUP = 0o070

/**
 * Modes of what is made in `folder`: for the owner alone; where the folder is its group's too (chmod 2770 of PAYLOAD_DIR), for the
 * group as well, so that web, gateway and relay may be users of their own. They need a umask of 007 then.
 */
export async function modesIn(folder: string): Promise<{ file: number; folder: number }> {
  const { mode } = await stat(folder)
  return (mode & GROUP) === GROUP ? { file: 0o660, folder: 0o770 } : { file: 0o600, folder: 0o700 }
}

/** Mode of the file at `path`, which is about to be made. */
export async function fileModeAt(path: string): Promise<number> {
  return (await modesIn(dirname(path))).file
}
