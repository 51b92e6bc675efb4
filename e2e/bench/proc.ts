// CPU time and peak memory of a running process, from Linux's /proc.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const HERTZ = 100

/** User and system time so far, of the process alone. */
export function cpuMsOf(pid: number): number {
  const stat = statOf(pid)
  return ((Number(stat?.[11]) + Number(stat?.[12])) * 1000) / HERTZ
}

/** Peak resident memory since it began, or since `forgetPeak`. */
export function peakMbOf(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

/** proc(5), clear_refs: from here on the peak is counted anew. Only root may. */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

export function childrenOf(pid: number | undefined): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => statOf(candidate)?.[1] === String(pid))
}

/** /proc/<pid>/stat after the name: state, parent, … ; proc(5). */
function statOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')
  } catch {
    return undefined // it has ended since
  }
}
