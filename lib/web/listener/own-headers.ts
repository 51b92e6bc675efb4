// Headers that only the edge may set (OWASP ASVS 5.0, 4.1.3): what a client writes there never reaches Next.
import type { IncomingMessage } from 'node:http'
import { CLIENT_ADDRESS } from '#lib/door/client-address.ts'

const FORGED = /^(x-forwarded-|forwarded$|x-real-ip$|x-kvittens-|x-middleware-|x-invoke-|x-matched-path$|x-now-|next-resume$)/

/** Replaces what proxies and Next say to each other by what we know. `hops`: how many proxies of ours stand in front. */
export function setOwnHeaders(request: IncomingMessage, { publicUrl, hops }: { publicUrl: string; hops: number }): void {
  const address = addressOf(request, hops)
  for (const name of Object.keys(request.headers)) if (FORGED.test(name)) delete request.headers[name]
  const { protocol, host } = new URL(publicUrl)
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  request.headers['x-forwarded-host'] = host
  if (address) request.headers[CLIENT_ADDRESS] = address
}

/** Each proxy of ours adds whom it heard at the end; what stands before that is hearsay. */
function addressOf(request: IncomingMessage, hops: number): string | undefined {
  const said = request.headers['x-forwarded-for']
  const heard = (typeof said === 'string' ? said.split(',') : []).map((address) => address.trim())
  return hops > 0 ? heard.at(-hops) : request.socket.remoteAddress
}
