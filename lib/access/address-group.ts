import { isIPv6 } from 'node:net'

/**
 * Who is counted as one: an IPv4 address, or the /64 of an IPv6 address, since whoever has one of its addresses has all
 * 18 trillion millions of them.
 */
export function addressGroup(address: string): string {
  const bare = address.replace(/%.*$/, '')
  if (!isIPv6(bare)) return address
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  if (v4) return v4
  // The one spelling that every IPv6 address has.
  const [head = '', tail = ''] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::')
  const [before, after] = [head, tail].map((part) => (part === '' ? [] : part.split(':')))
  const groups = [
    ...(before ?? []),
    ...Array<string>(8 - (before?.length ?? 0) - (after?.length ?? 0)).fill('0'),
    ...(after ?? []),
  ]
  return `${groups.slice(0, 4).join(':')}::/64`
}
