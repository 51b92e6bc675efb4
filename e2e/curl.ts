// The machine's own curl, as a payroll system's scheduled task runs it.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Answered = {
  /** curl's own exit code. */
  exit: number
  /** Of the last answer, past any "100 Continue"; 0 when there was none. */
  status: number
  /** Of the last answer, names in lower case. */
  headers: Record<string, string>
  body: string
  /** Every status line that came. */
  lines: string[]
  stderr: string
  /** The last request's. */
  method: string
  /** Bytes of the body that left. */
  uploaded: number
}

/** Runs curl with these arguments; `input` is its standard input. Rejects, and says so, where there is no curl. */
export async function curl(args: readonly string[], input?: Uint8Array | string): Promise<Answered> {
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-curl-'))
  try {
    const [head, body] = [join(dir, 'head'), join(dir, 'body')]
    const child = spawn(
      'curl',
      ['--silent', '--show-error', '--no-buffer', '-D', head, '-o', body, '-w', '%{method} %{size_upload}', ...args],
      {
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    )
    let stderr = ''
    let told = ''
    child.stdout.on('data', (text) => {
      told += text
    })
    child.stderr.on('data', (text) => {
      stderr += text
    })
    child.stdin.on('error', () => {}) // it may not want all of it
    child.stdin.end(input)
    const exit = await new Promise<number>((resolve, reject) => {
      child.once('error', (cause) => reject(new Error('this test needs curl, and there is none on this machine', { cause })))
      child.once('close', (code) => resolve(code ?? -1))
    })
    const [method = '', uploaded] = told.split(' ')
    return {
      exit,
      stderr,
      method,
      uploaded: Number(uploaded),
      ...readHead(read(head)),
      body: method === 'HEAD' ? '' : read(body),
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function readHead(text: string): Pick<Answered, 'status' | 'headers' | 'lines'> {
  const answers = text.split('\r\n\r\n').filter((block) => block !== '')
  const last = answers.findLast((block) => !/^HTTP\/\S+ 1/.test(block)) ?? ''
  const [line = '', ...fields] = last.split('\r\n')
  const lines = answers.map((block) => block.split('\r\n', 1)[0] ?? '')
  const headers = Object.fromEntries(
    fields.map((field) => [field.slice(0, field.indexOf(':')).toLowerCase(), field.slice(field.indexOf(':') + 1).trim()]),
  )
  return { lines, headers, status: Number(/^HTTP\/\S+ (\d{3})/.exec(line)?.[1] ?? 0) }
}
