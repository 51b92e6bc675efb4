// The kvittens command as a process of its own, as people and scheduled tasks run it.
import { type ChildProcess, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

const MAIN = join(resolve(import.meta.dirname, '..'), 'lib/cli/main.ts')

export type Said = { status: number | null; stdout: string; stderr: string }

/** `silent`: what it says is thrown away. */
type Given = { cwd?: string; env?: Record<string, string>; main?: string; silent?: true }

/** Runs it to its end, in Swedish. */
export async function kvittens(args: readonly string[], given: Given = {}): Promise<Said> {
  const child = startKvittens(args, given)
  const said = { stdout: '', stderr: '' }
  child.stdout?.on('data', (text) => {
    said.stdout += text
  })
  child.stderr?.on('data', (text) => {
    said.stderr += text
  })
  const status = await new Promise<number | null>((ended, failed) => child.once('close', ended).once('error', failed))
  return { status, ...said }
}

/** Starts it; the caller ends it. */
export function startKvittens(args: readonly string[], { cwd, env = {}, main = MAIN, silent }: Given = {}): ChildProcess {
  const language = { LC_ALL: '', LC_MESSAGES: '', LANG: 'sv_SE.UTF-8' }
  return spawn(process.execPath, [main, ...args], {
    cwd,
    env: { ...process.env, ...language, ...env },
    stdio: silent ? 'ignore' : 'pipe',
  })
}
