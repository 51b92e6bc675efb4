import { once } from 'node:events'
import { chmod, lstat, mkdir, rename, stat } from 'node:fs/promises'
import { connect, type Server } from 'node:net'
import { dirname } from 'node:path'

/** Others than owner and group. */
const OTHERS = 0o007
/** Owner and group write to it: to connect to a socket is to write. */
const SOCKET_MODE = 0o660
/** How often it is looked whether the socket is still this process's. */
const LOOK_MS = 1_000

/**
 * Listens on the socket, which the owner and the group may open. Makes its folder, for the owner alone, where there is none. Throws
 * where others may enter the folder, and where somebody answers on the socket already; one that a dead process left is replaced.
 * Of two that replace it at once the later one has it. The other, or a process whose socket somebody removed, is told within
 * LOOK_MS by `lost`, and must end: nobody reaches it any more.
 */
export async function takeSocket(server: Server, path: string, lost: () => void): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { mode } = await stat(folder)
  if ((mode & OTHERS) !== 0) throw new Error(`others may enter the socket's folder (mode ${(mode & 0o777).toString(8)})`)
  if ((await nodeAt(path)) !== undefined && (await isAnswered(path))) throw new Error('somebody listens on the socket already')
  // Under a name of its own first: a name that is taken cannot be listened on, and to remove it could hit the socket of a living one.
  const own = `${path}-${process.pid}-${++taken}`
  server.listen(own)
  await once(server, 'listening')
  await chmod(own, SOCKET_MODE)
  const node = await nodeAt(own)
  await rename(own, path)
  watch(server, { path, node, lost })
}

let taken = 0

function watch(server: Server, { path, node, lost }: { path: string; node: bigint | undefined; lost: () => void }): void {
  const look = async () => {
    if ((await nodeAt(path).catch(() => undefined)) === node || !server.listening) return
    clearInterval(timer)
    lost()
  }
  const timer = setInterval(() => void look(), LOOK_MS).unref()
  server.once('close', () => clearInterval(timer))
}

/** Undefined where there is nothing. Throws for what is no socket: to connect to a plain file is refused as to a dead socket. */
async function nodeAt(path: string): Promise<bigint | undefined> {
  const found = await lstat(path, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (found && !found.isSocket()) throw new Error('what stands at the path of the socket is none')
  return found?.ino
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const tried = connect(path)
    tried.once('connect', () => {
      tried.destroy()
      resolve(true)
    })
    tried.once('error', (error: NodeJS.ErrnoException) => {
      // Gone meanwhile, or left by a dead process.
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(false)
      else reject(error)
    })
  })
}
