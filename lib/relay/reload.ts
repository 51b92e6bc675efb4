import { loadReceiver } from '#lib/wire/receiver.ts'
import { openHttpsChannel } from './channels/https.ts'
import type { Relay } from './relay.ts'

/** Reads receiver, certificates and keys anew. What cannot be read changes nothing; what is under way goes on as it began. */
export function reload(relay: Relay, file: string): void {
  try {
    const receiver = loadReceiver(file)
    const channel = openHttpsChannel(receiver)
    relay.channel.retire()
    Object.assign(relay, { receiver, channel })
    relay.line.reopen()
    relay.log.info('reloaded')
  } catch (error) {
    relay.log.fault('not-reloaded', error)
  }
}
