import type { agent } from '#lib/text/agent.ts'
import type { cli } from '#lib/text/cli.ts'

export type AgentKey = keyof (typeof agent)['sv']
export type CliKey = keyof (typeof cli)['sv'] | AgentKey

/** The command cannot be run as it was given: wrong options, files or settings. Printed as one sentence; exit code `misuse`. */
export class UsageError extends Error {
  readonly key: CliKey
  readonly values: Record<string, string>

  constructor(key: CliKey, values: Record<string, string> = {}) {
    super(key)
    this.key = key
    this.values = values
  }
}
