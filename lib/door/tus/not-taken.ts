import type { ReceivedFile } from '#lib/intake/received-file.ts'

/** A file that came whole and was not handed in: it has stops, or remarks that its sender has not seen yet. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken'
  readonly why: 'stopped' | 'unseen'
  readonly file: Pick<ReceivedFile, 'report' | 'sha256'>

  constructor(why: 'stopped' | 'unseen', file: Pick<ReceivedFile, 'report' | 'sha256'>) {
    super(why)
    this.why = why
    this.file = file
  }
}
