// A folder with an agent in it, whose time a test can let pass.
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { watchFolder } from '#lib/cli/watch/watch-folder.ts'

export type WatchedFolder = {
  dir: string
  /** Puts a file there as a careful program does: whole at once. */
  put: (name: string, content: string) => void
  /** Names in one of its folders, sorted; the agent's own left out. */
  names: (folder?: string) => string[]
  read: (path: string) => string
  /** What the agent has said, without the times. */
  said: () => string[]
  /** Until the agent has said something that matches, so many times. */
  hears: (pattern: RegExp, times?: number) => Promise<void>
  /** Lets so much time pass for the agent, besides what passes by itself. */
  pass: (ms: number) => void
  start: (args?: readonly string[]) => void
  /** Its exit code. */
  stop: () => Promise<number>
  /** One scheduled run. */
  once: () => Promise<number>
  drop: () => Promise<void>
}

/** `settings` is what stands in its kvittens.json. */
export function watchedFolder(settings: object): WatchedFolder {
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-mapp-'))
  const at = (path: string) => join(dir, path)
  writeFileSync(at('kvittens.json'), JSON.stringify(settings))
  const lines: string[] = []
  let passed = 0
  let running: { told: AbortController; ended: Promise<number> } | undefined
  const clock = {
    now: () => new Date(Date.now() + passed),
    // Time that the agent would sleep through passes at once.
    sleep: async (ms: number) => {
      passed += ms
      await sleep(20)
    },
  }
  const watch = (args: readonly string[], told: AbortController) =>
    watchFolder([dir, ...args], { locale: 'sv', write: (text) => lines.push(text), signal: told.signal, clock })
  const names = (folder = '.') => readdirSync(at(folder)).filter((name) => !OWN.has(name))
  const said = () => lines.map((line) => line.trimEnd().replace(/^\S+ \S+ {2}/, ''))
  const stop = async () => {
    running?.told.abort()
    const code = (await running?.ended) ?? 0
    running = undefined
    return code
  }
  return {
    dir,
    put(name, content) {
      writeFileSync(at(`.${name}.tmp`), content)
      renameSync(at(`.${name}.tmp`), at(name))
    },
    names: (folder) => names(folder).sort(),
    read: (path) => readFileSync(at(path), 'utf8'),
    said,
    async hears(pattern, times = 1) {
      for (let tries = 0; said().filter((line) => pattern.test(line)).length < times; tries++) {
        if (tries > 1_000) throw new Error(`the agent never said ${pattern}, but:\n${said().join('\n')}`)
        await sleep(25)
      }
    },
    pass: (ms) => {
      passed += ms
    },
    start(args = []) {
      const told = new AbortController()
      running = { told, ended: watch(args, told) }
    },
    stop,
    once: () => watch(['--once'], new AbortController()),
    async drop() {
      await stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

const OWN = new Set(['kvittens.json', 'kvittens.logg', '.kvittens', 'skickas', 'skickade', 'fel', 'kvittenser', 'inkorg'])
