// The machine's own curl, saving what it fetches to a file.
import { execFile } from 'node:child_process'

export type Downloaded = { exit: number; status: number; headers: Record<string, string> }

/** `curl … -o file`, with the last answer's head. */
export function download(file: string, args: readonly string[]): Promise<Downloaded> {
  return new Promise((resolve) => {
    const all = ['--silent', '--show-error', '-D', '-', '-o', file, ...args]
    const child = execFile('curl', all, (_error, head) => {
      const [line = '', ...fields] = (head.split('\r\n\r\n').filter(Boolean).at(-1) ?? '').split('\r\n')
      const headers = fields.map((field): [string, string] => {
        const colon = field.indexOf(':')
        return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()]
      })
      resolve({ exit: child.exitCode ?? -1, status: Number(line.split(' ')[1] ?? 0), headers: Object.fromEntries(headers) })
    })
  })
}
