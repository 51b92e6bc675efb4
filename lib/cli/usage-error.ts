import type { agentTexts } from '#lib/text/agent.ts'
import type { cliTexts } from '#lib/text/cli.ts'

export type AgentKey = keyof (typeof agentTexts)['sv']
export type CliKey = keyof (typeof cliTexts)['sv'] | AgentKey

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
