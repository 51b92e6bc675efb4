// Notices that the process that started us is gone. `npm run` is npm → a shell → node: when npm is killed the shell stays,
// so a shell's own parent is watched as well.
import { spawnSync } from 'node:child_process'

const EVERY_MS = 500
const SHELL = /^(\S*\/)?-?(ba|da|z|k|a)?sh -c /

/** Calls `gone` once when the parent has died. Does not keep the process alive. */
export function watchParent(gone: () => void): void {
  const parent = process.ppid
  const above = readProcess(parent)
  const npm = above && SHELL.test(above.command) ? above.parent : undefined
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || readProcess(parent)?.parent === npm)) return
    clearInterval(timer)
    gone()
  }, EVERY_MS)
  timer.unref()
}

/** Undefined when there is no such process, or no `ps` that tells (Windows). */
function readProcess(pid: number): { parent: number; command: string } | undefined {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' })
  const [, parent, command = ''] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? '') ?? []
  return parent === undefined ? undefined : { parent: Number(parent), command }
}
