import { statSync } from 'node:fs'
import type { JWK } from 'jose'
import { readJwksFile } from '#lib/access/read-jwks-file.ts'
import { AppError } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'

/** `unreadable`: there are no keys; `outdated`: since the file was written the broker has signed a login with a key that it lacks. */
export type BrokerFileFault = 'unreadable' | 'outdated'
/** OIDC_JWKS_FILE, as one keeper has found it. */
export type BrokerFile = {
  /** The broker's keys, as the operator keeps them. Refuses (`unavailable`, `broker`) while they cannot be read. */
  read: () => JWK[]
  /** Of each login that has come from the broker. */
  note: (signedWith: 'a key of the file' | 'another key') => void
  fault: () => BrokerFileFault | undefined
  /** For each beat: the fault that this look has found and the one before it, so that a file which is just being written is none. */
  lastingFault: () => BrokerFileFault | undefined
}

export function openBrokerFile(path: string, log: Pick<Log, 'fault'>): BrokerFile {
  let missedAt = 0
  let found: BrokerFileFault | undefined
  const fault = (): BrokerFileFault | undefined => {
    try {
      readJwksFile(path)
      return statSync(path).mtimeMs < missedAt ? 'outdated' : undefined
    } catch {
      return 'unreadable'
    }
  }
  return {
    read() {
      try {
        return readJwksFile(path)
      } catch (cause) {
        log.fault('broker-keys', cause)
        throw new AppError('unavailable', 'broker', { cause })
      }
    },
    note(signedWith) {
      missedAt = signedWith === 'another key' ? Date.now() : 0
    },
    fault,
    lastingFault() {
      const before = found
      found = fault()
      return found === undefined ? undefined : before && found
    },
  }
}
