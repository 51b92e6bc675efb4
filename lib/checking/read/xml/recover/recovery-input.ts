import type { Service } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { Params } from '../../../findings.ts'
import type { Model } from '../../../model.ts'
import type { Locator } from '../locator.ts'
import type { RecoverableStructure } from '../recoverable-structure.ts'
import type { OpenElement } from '../syntax-fault.ts'
import type { BadBytes } from './bad-bytes.ts'

/** `root`: its start tag has not been read whole; `after`: it has ended. */
export type Stage = 'prologue' | 'root' | 'inside' | 'after'

export type RecoveryInput = {
  service: Service
  model: Model
  structure: RecoverableStructure
  locator: Locator
  badBytes: BadBytes
  /** The elements that are open, outermost first. */
  open: OpenElement[]
  /** Up to here everything has been read and handed on. */
  position: number
  stage: Stage
  /** Tells F02 of a root that is another e-service's, and throws. */
  checkRoot: (name: string, attributes: Record<string, string>, position: number) => void
  /** What saxes found, when it had read up to `read`. */
  expected: { code: RuleCode; params: Params; position: number; read: number } | undefined
}
