import { once } from 'node:events'
import { chmod, lstat, mkdir, rm, stat } from 'node:fs/promises'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import { dirname } from 'node:path'

/** Others than owner and group. */
const OTHERS = 0o007
/** Owner and group write to it: to connect to a socket is to write. */
const SOCKET_MODE = 0o660

/**
 * Listens on the socket, which the owner and the group may open. Makes its folder, for the owner alone, where there is none. Throws
 * where others may enter the folder, and where somebody answers on the socket already; one that a dead process left is taken.
 */
export async function takeSocket(server: Server, path: string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { mode } = await stat(folder)
  if ((mode & OTHERS) !== 0) throw new Error(`others may enter the socket's folder (mode ${(mode & 0o777).toString(8)})`)
  if (await isThere(path)) {
    if (await isAnswered(path)) throw new Error('somebody listens on the socket already')
    await rm(path)
  }
  server.listen(path)
  await once(server, 'listening')
  await chmod(path, SOCKET_MODE)
}

/** Throws for what is no socket: to connect to a plain file is refused as to a dead socket. */
async function isThere(path: string): Promise<boolean> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (found && !found.isSocket()) throw new Error('what stands at the path of the socket is none')
  return found !== undefined
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const tried = connect(path)
    tried.once('connect', () => {
      tried.destroy()
      resolve(true)
    })
    tried.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') resolve(false)
      else reject(error)
    })
  })
}
